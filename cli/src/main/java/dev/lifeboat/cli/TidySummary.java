package dev.lifeboat.cli;

import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.retention.Fate;
import dev.lifeboat.retention.TidyReport;
import dev.lifeboat.retention.TidyReport.Removed;
import dev.lifeboat.retention.TidyReport.Tidied;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What tidying found and did, as it is shown.
 *
 * @param discardedUploads how many uploads nobody will end
 * @param openUploads how many a writer may be at work on
 * @param postponed how many attempts are left to the next run
 */
record TidySummary(boolean dryRun, List<Left> attempts, long discardedUploads, long openUploads, long postponed) {
    /**
     * What an attempt left.
     *
     * @param fate in one word
     * @param until when that ends: when a writer must be done, or from when on it is removed
     * @param neededBy the backup for whose sake it stays
     * @param acted whether this run condemned or removed it
     * @param removedObjects how many objects were removed
     * @param neededObjects how many of them another backup names, so that they stay
     * @param lockedObjects how many the store keeps locked
     */
    record Left(
            String attempt,
            long objects,
            long storedBytes,
            String fate,
            Optional<Instant> until,
            Optional<String> neededBy,
            boolean acted,
            long removedObjects,
            long neededObjects,
            long lockedObjects,
            Optional<Instant> lockedUntil) {}

    static TidySummary of(TidyReport report, boolean dryRun) {
        return new TidySummary(
                dryRun,
                report.attempts().stream().map(TidySummary::left).toList(),
                report.discarded().size(),
                report.kept().size(),
                report.postponed());
    }

    private static Left left(Tidied tidied) {
        Removed removed = tidied.removed().orElse(new Removed(0, 0, 0, Optional.empty()));
        Fate fate = tidied.remnant().fate();
        return new Left(
                tidied.remnant().attempt().toString(),
                tidied.remnant().objects(),
                tidied.remnant().bytes(),
                word(fate),
                until(fate),
                fate instanceof Fate.Needed needed ? Optional.of(needed.by().toString()) : Optional.empty(),
                tidied.acted(),
                removed.objects(),
                removed.needed(),
                removed.locked(),
                removed.lockedUntil());
    }

    private static String word(Fate fate) {
        return switch (fate) {
            case Fate.Running running -> "running";
            case Fate.NotOurs notOurs -> "not ours";
            case Fate.Dead dead -> "dead";
            case Fate.Condemned condemned -> "condemned";
            case Fate.Needed needed -> "needed";
            case Fate.Removable removable -> "removable";
        };
    }

    private static Optional<Instant> until(Fate fate) {
        return switch (fate) {
            case Fate.Running running -> Optional.of(running.until());
            case Fate.Condemned condemned -> Optional.of(condemned.removableFrom());
            default -> Optional.empty();
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (!attempts.isEmpty()) {
            TextTable table = new TextTable("left by attempt", ">objects", ">stored", "what becomes of it");
            attempts.forEach(left -> table.row(
                    left.attempt(), Sizes.count(left.objects()), Sizes.bytes(left.storedBytes()), sentence(left)));
            text.append(table);
        }
        uploads(discardedUploads, dryRun ? "would be discarded" : "discarded").ifPresent(text::append);
        uploads(openUploads, "may still be written to: left alone").ifPresent(text::append);
        if (postponed > 0) {
            text.append("%s left to the next run.%n".formatted(Sizes.count(postponed, "attempt")));
        }
        return text.isEmpty() ? "Nothing is left over.\n" : text.toString();
    }

    private static Optional<String> uploads(long count, String what) {
        return count == 0
                ? Optional.empty()
                : Optional.of("%s %s.%n".formatted(Sizes.count(count, "unfinished upload"), what));
    }

    private String sentence(Left left) {
        return switch (left.fate()) {
            case "running" ->
                "may be at work until %s: left alone".formatted(left.until().orElseThrow());
            case "not ours" -> "of a later version of Lifeboat: left alone";
            case "dead" -> dead(left);
            case "condemned" ->
                "condemned; removed from %s on".formatted(left.until().orElseThrow());
            case "needed" ->
                "condemned, but backup %s needs it: left alone"
                        .formatted(left.neededBy().orElseThrow());
            default -> removal(left);
        };
    }

    private String dead(Left left) {
        if (!left.acted()) {
            return dryRun ? "would be condemned" : "left to the next run";
        }
        return "condemned now; removed by a run %d hours later".formatted(Condemnations.NOTICE.toHours());
    }

    private String removal(Left left) {
        if (!left.acted()) {
            return dryRun ? "would be removed" : "left to the next run";
        }
        String sentence = left.removedObjects() == left.objects()
                ? "removed"
                : "%s removed".formatted(Sizes.count(left.removedObjects()));
        if (left.neededObjects() > 0) {
            sentence += "; %s stay, which other backups need".formatted(Sizes.count(left.neededObjects()));
        }
        if (left.lockedObjects() > 0) {
            sentence += "; %s stay, locked until %s"
                    .formatted(
                            Sizes.count(left.lockedObjects()),
                            left.lockedUntil().map(Instant::toString).orElse("somebody ends a legal hold"));
        }
        return sentence;
    }
}
