package dev.lifeboat.schedule;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody, or a schedule, wants a backup.
 *
 * @param scheduled the instant that it is named by; now if empty
 * @param tiers why it will be kept; if empty, by the policy where an instant is given, and manual where not
 */
public record BackupRequest(BackupKind kind, Optional<Instant> scheduled, List<Tier> tiers) {
    public BackupRequest {
        tiers = List.copyOf(tiers);
    }
}
