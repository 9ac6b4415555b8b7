package dev.lifeboat.offsite;

import dev.lifeboat.replication.CopyOutcome;
import dev.lifeboat.replication.CopyReport;
import java.util.List;

/**
 * What came of an event, as the function returns it.
 *
 * @param outcome {@code copied}, {@code there} if it was there before, {@code retired} if retention removes it, of the backup
 *     that the event is about; {@code not-ours} if the event is about no manifest of this source
 * @param subject that backup, or the key
 * @param backups each that was looked at: that one, and before it the one that it builds on
 * @param warnings what somebody should look after, though it kept nothing from being copied
 */
public record CopyResult(String outcome, String subject, List<Backup> backups, List<String> warnings) {
    /**
     * One backup.
     *
     * @param objects that were copied
     * @param bytes of these
     * @param found objects that were there before
     * @param records that were copied
     */
    public record Backup(String backup, String outcome, long objects, long bytes, long found, long records) {
        static Backup of(CopyOutcome outcome) {
            return switch (outcome) {
                case CopyOutcome.Copied copied ->
                    new Backup(
                            copied.name(),
                            "copied",
                            copied.objects(),
                            copied.bytes(),
                            copied.found(),
                            copied.records());
                case CopyOutcome.There there -> new Backup(there.name(), "there", 0, 0, 0, 0);
                case CopyOutcome.Retired retired -> new Backup(retired.name(), "retired", 0, 0, 0, 0);
                case CopyOutcome.Due due -> throw new IllegalArgumentException("only a preview says " + due);
                case CopyOutcome.Failed failed -> throw failed.why();
            };
        }
    }

    static CopyResult notOurs(String key) {
        return new CopyResult("not-ours", key, List.of(), List.of());
    }

    static CopyResult of(CopyReport report) {
        List<Backup> backups = report.outcomes().stream().map(Backup::of).toList();
        Backup wanted = backups.getLast();
        return new CopyResult(
                wanted.outcome(),
                wanted.backup(),
                backups,
                report.refusedRecords().stream()
                        .map(why -> "a record was not copied: " + why.getMessage())
                        .toList());
    }
}
