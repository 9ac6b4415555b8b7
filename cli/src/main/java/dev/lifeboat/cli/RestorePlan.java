package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.present.Durations;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.postgres.restore.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a restore will do.
 *
 * @param sourceDatabase that the backup is of
 * @param snapshot the instant whose rows the database will hold
 * @param objects how many objects it reads
 * @param storedBytes what they take in the store
 * @param plainBytes of rows that it loads
 * @param seconds that it may take, very roughly: judged by how long the backup took
 * @param leftOut what the backup lacks
 * @param warnings what somebody should look after, though the backup stands
 */
record RestorePlan(
        BackupId backup,
        String database,
        String sourceDatabase,
        Instant snapshot,
        int tables,
        long rows,
        int objects,
        long storedBytes,
        long plainBytes,
        long seconds,
        List<String> leftOut,
        List<String> warnings) {
    /** A restore writes every row, builds the indexes and reads every row again, where the backup only read. */
    private static final int TIMES_THE_BACKUP = 3;

    static RestorePlan of(
            Manifest manifest, String database, String sourceDatabase, Estimate estimate, List<String> warnings) {
        Duration backup = Duration.between(manifest.started(), manifest.finished());
        double share =
                (double) estimate.plainBytes() / Math.max(1, manifest.totals().plainBytes());
        return new RestorePlan(
                manifest.id(),
                database,
                sourceDatabase,
                manifest.snapshot(),
                estimate.tables(),
                estimate.rows(),
                estimate.objects(),
                estimate.storedBytes(),
                estimate.plainBytes(),
                Math.max(1, Math.round(backup.toMillis() / 1000.0 * TIMES_THE_BACKUP * share)),
                estimate.leftOut(),
                warnings);
    }

    String text() {
        Facts facts = new Facts()
                .add("rows as of", snapshot)
                .add("taken of", "database " + sourceDatabase)
                .add("reads", "%s in %s".formatted(Sizes.bytes(storedBytes), Sizes.count(objects, "object")))
                .add(
                        "writes",
                        "%s, %s, %s"
                                .formatted(
                                        Sizes.count(tables, "table"),
                                        Sizes.count(rows, "row"),
                                        Sizes.bytes(plainBytes)))
                .add(
                        "takes",
                        "about %s, on a server like the one backed up"
                                .formatted(Durations.text(Duration.ofSeconds(seconds))));
        leftOut.forEach(what -> facts.add("not in it", what));
        return "Backup %s into database %s%n%s".formatted(backup, database, facts);
    }
}
