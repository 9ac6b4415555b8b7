package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.TrustReference;
import java.util.List;

/**
 * What is known of a backup before it is made.
 *
 * @param previous the newest manifests that stand, newest first
 * @param writer the program and version that makes it
 */
public record BackupPlan(
        CatalogId catalog,
        SourceName source,
        BackupId id,
        List<Tier> tiers,
        List<BackupReference> previous,
        TrustReference trust,
        String writer) {
    public BackupPlan {
        tiers = List.copyOf(tiers);
        previous = List.copyOf(previous);
    }
}
