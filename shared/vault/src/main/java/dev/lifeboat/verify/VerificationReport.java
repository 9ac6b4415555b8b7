package dev.lifeboat.verify;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.verify.Damage.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found when a backup was verified.
 *
 * @param manifestDigest SHA-256 of the manifest that was verified, as stored
 * @param depth how closely it was looked at
 * @param objects how many objects were looked at, index and objects list not counted
 * @param bytesRead from the store
 * @param rows that were counted again, at the depth of content
 * @param tables those whose rows are all there, at the depth of content
 * @param damage the first thousand damages, by object
 * @param damages how many there are
 */
public record VerificationReport(
        BackupId backup,
        String manifestDigest,
        Depth depth,
        long objects,
        long bytesRead,
        long rows,
        List<VerifiedTable> tables,
        List<Damage> damage,
        long damages,
        Instant started,
        Duration took) {
    public VerificationReport {
        tables = List.copyOf(tables);
        damage = List.copyOf(damage);
    }

    public boolean isSound() {
        return damages == 0;
    }

    /** What to fail with, empty if nothing is wrong: OBJECT_MISSING if that is all, otherwise OBJECT_DAMAGED. */
    public Optional<LifeboatException> failure() {
        if (isSound()) {
            return Optional.empty();
        }
        boolean onlyMissing = damage.stream().allMatch(found -> found.kind() == Kind.MISSING);
        return Optional.of(new LifeboatException(
                onlyMissing ? ErrorCode.OBJECT_MISSING : ErrorCode.OBJECT_DAMAGED,
                "backup %s has %s: %s"
                        .formatted(
                                backup,
                                damages == 1 ? "one damage" : damages + " damages, the first of them",
                                damage.getFirst().sentence()),
                "bring the named objects back from another copy of this store, or use another backup"));
    }
}
