package dev.lifeboat.cli;

import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.replication.CopyOutcome;
import dev.lifeboat.replication.CopyReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was copied, as it is shown.
 *
 * @param trustFiles how many were copied, or would be
 * @param warnings what somebody should look after, though it kept nothing from being copied
 */
record CopySummary(
        boolean dryRun, String from, String to, int trustFiles, List<Backup> backups, List<String> warnings) {
    /**
     * One backup.
     *
     * @param backup its identifier, or the key of what lies among the manifests and has none
     * @param outcome in one word
     * @param objects that were copied, or would be
     * @param bytes of these
     * @param found objects that were there before
     * @param records that were copied
     * @param retiredIn where retention removes it, or did so
     * @param code of the error
     */
    record Backup(
            String backup,
            String outcome,
            long objects,
            long bytes,
            long found,
            long records,
            Optional<String> retiredIn,
            Optional<Instant> retiredAt,
            Optional<String> code,
            Optional<String> why) {
        private static Backup counted(String name, String outcome, long objects, long bytes, long found, long records) {
            return new Backup(
                    name,
                    outcome,
                    objects,
                    bytes,
                    found,
                    records,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Backup of(CopyOutcome outcome) {
            String name = outcome.name();
            return switch (outcome) {
                case CopyOutcome.Copied copied ->
                    counted(name, "copied", copied.objects(), copied.bytes(), copied.found(), copied.records());
                case CopyOutcome.There there -> counted(name, "there", 0, 0, 0, 0);
                case CopyOutcome.Due due -> counted(name, "due", due.objects(), due.bytes(), due.found(), 0);
                case CopyOutcome.Retired retired ->
                    new Backup(
                            name,
                            "retired",
                            0,
                            0,
                            0,
                            0,
                            Optional.of(retired.store()),
                            Optional.of(retired.at()),
                            Optional.empty(),
                            Optional.empty());
                case CopyOutcome.Stopped stopped ->
                    throw new IllegalArgumentException("nobody said until when, and it stopped: " + stopped);
                case CopyOutcome.Failed failed ->
                    new Backup(
                            name,
                            "failed",
                            0,
                            0,
                            0,
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(failed.why().code().id()),
                            Optional.of(String.valueOf(failed.why().getMessage())));
            };
        }

        private String sentence() {
            return switch (outcome) {
                case "copied" -> "copied: " + amount();
                case "due" -> "would be copied: " + amount();
                case "there" -> "there already";
                case "retired" ->
                    "being removed from %s since %s: not copied"
                            .formatted(retiredIn.orElseThrow(), retiredAt.orElseThrow());
                default -> "NOT copied: " + why.orElseThrow();
            };
        }

        private String amount() {
            List<String> parts = new ArrayList<>();
            if (objects > 0) {
                parts.add("%s, %s".formatted(Sizes.count(objects, "object"), Sizes.bytes(bytes)));
            }
            if (records > 0) {
                parts.add(Sizes.count(records, "record"));
            }
            if (parts.isEmpty()) {
                parts.add("what was missing besides objects");
            }
            String all = String.join(", ", parts);
            return found > 0 ? all + "; %s there already".formatted(Sizes.count(found, "object")) : all;
        }
    }

    static CopySummary of(CopyReport report, boolean dryRun) {
        return new CopySummary(
                dryRun,
                report.from(),
                report.to(),
                report.trustFiles(),
                report.outcomes().stream().map(Backup::of).toList(),
                report.refusedRecords().stream()
                        .map(why -> "a record was not copied: " + why.getMessage())
                        .toList());
    }

    String text() {
        if (backups.isEmpty()) {
            return "There is no backup yet.\n";
        }
        TextTable table = new TextTable("backup", "what became of it");
        backups.forEach(backup -> table.row(backup.backup(), backup.sentence()));
        return table + conclusion();
    }

    private String conclusion() {
        long copied = count("copied") + count("due");
        if (copied == 0) {
            return "Nothing %s copied.%n".formatted(dryRun ? "would be" : "was");
        }
        return "%s: %s of %s, to %s.%n"
                .formatted(
                        dryRun ? "Would be copied" : "Copied",
                        Sizes.count(copied),
                        Sizes.count(backups.size(), "backup"),
                        to);
    }

    private long count(String outcome) {
        return backups.stream()
                .filter(backup -> backup.outcome().equals(outcome))
                .count();
    }
}
