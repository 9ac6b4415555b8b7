package dev.lifeboat.alert;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.SizeCheck;
import dev.lifeboat.health.SizeFindings;
import dev.lifeboat.health.Sizes;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether each new backup has the usual size, and tells people where it has not.
 *
 * @param bell how people are told
 */
public record SizeWatch(Expectations expected, Bell bell) {
    /**
     * How a backup was judged.
     *
     * @param told what people were told
     */
    public record Judged(Sizes sizes, List<Alert> told) {
        public Judged {
            told = List.copyOf(told);
        }
    }

    /**
     * Judges a backup by those before it. That one is well again ends a condition only if it is the newest of its kind: of a late
     * event, what came after it says how things are.
     *
     * @param keys a recipient's or the catalog key: with it, tables are compared one by one
     * @throws dev.lifeboat.error.LifeboatException why the backup cannot be judged; ALERT_NOT_SENT
     */
    public Judged judge(Catalog catalog, BackupId id, Optional<PrivateKeys> keys) {
        Sizes sizes = new SizeCheck(catalog, expected, keys).of(id);
        boolean newest = isNewest(catalog, id);
        List<Finding> findings = SizeFindings.split(sizes, keys.isPresent()).stream()
                .filter(finding -> newest || finding.state().isFailure())
                .toList();
        return new Judged(sizes, bell.tell(findings));
    }

    private static boolean isNewest(Catalog catalog, BackupId id) {
        return catalog.ids().stream()
                .filter(other -> other.kind() == id.kind() && other.compareTo(id) > 0)
                .flatMap(later -> catalog.believed(later).stream())
                .allMatch(Catalog::isPassedOver);
    }
}
