package dev.lifeboat.offsite;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.lambda.ToldAlert;
import dev.lifeboat.replication.CopyOutcome;
import dev.lifeboat.replication.CopyReport;
import java.util.List;

/**
 * What came of an event, as the function returns it.
 *
 * @param outcome {@code copied}, {@code there} if it was there before, {@code retired} if retention removes it, of the backup
 *     that the event is about; {@code continued} if the next run goes on with it; {@code refused} if its manifest is not
 *     believed, or that of the one that it builds on; {@code not-ours} if the event is about no manifest of this source
 * @param subject that backup, or the key
 * @param backups each that was looked at: that one, and before it the one that it builds on
 * @param warnings what somebody should look after, though it kept nothing from being copied; or why it is refused
 * @param alerts what people were told
 */
public record CopyResult(
        String outcome, String subject, List<Backup> backups, List<String> warnings, List<ToldAlert> alerts) {
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
                case CopyOutcome.Stopped stopped ->
                    new Backup(stopped.name(), "stopped", stopped.objects(), stopped.bytes(), stopped.found(), 0);
                case CopyOutcome.Due due -> throw new IllegalArgumentException("only a preview says " + due);
                case CopyOutcome.Failed failed -> throw failed.why();
            };
        }
    }

    static CopyResult notOurs(String key) {
        return new CopyResult("not-ours", key, List.of(), List.of(), List.of());
    }

    static CopyResult refused(BackupId id, Listed.Refused refused, List<Alert> told) {
        return new CopyResult(
                "refused",
                id.toString(),
                List.of(),
                List.of(String.valueOf(refused.why().getMessage())),
                ToldAlert.of(told));
    }

    static CopyResult of(CopyReport report, List<Alert> told) {
        List<Backup> backups = report.outcomes().stream().map(Backup::of).toList();
        Backup wanted = backups.getLast();
        return new CopyResult(
                report.stopped().isEmpty() ? wanted.outcome() : "continued",
                wanted.backup(),
                backups,
                report.refusedRecords().stream()
                        .map(why -> "a record was not copied: " + why.getMessage())
                        .toList(),
                ToldAlert.of(told));
    }
}
