package dev.lifeboat.replication;

import dev.lifeboat.error.LifeboatException;
import java.util.List;
import java.util.Optional;

/**
 * What a run copied.
 *
 * @param trustFiles how many of them were brought to the destination first, or would be
 * @param refusedRecords what lies beside the backups and must not be believed: it was not copied
 */
public record CopyReport(
        String from, String to, int trustFiles, List<CopyOutcome> outcomes, List<LifeboatException> refusedRecords) {
    public CopyReport {
        outcomes = List.copyOf(outcomes);
        refusedRecords = List.copyOf(refusedRecords);
    }

    /** What was stopped since the time was short; empty if nothing was. */
    public List<CopyOutcome.Stopped> stopped() {
        return outcomes.stream()
                .filter(CopyOutcome.Stopped.class::isInstance)
                .map(CopyOutcome.Stopped.class::cast)
                .toList();
    }

    /** How many objects this run brought to the destination. */
    public long objects() {
        return outcomes.stream()
                .mapToLong(outcome -> switch (outcome) {
                    case CopyOutcome.Copied copied -> copied.objects();
                    case CopyOutcome.Stopped stopped -> stopped.objects();
                    default -> 0;
                })
                .sum();
    }

    /** How many are still to be brought there, as far as that was looked at. */
    public long lacking() {
        return stopped().stream().mapToLong(CopyOutcome.Stopped::lacking).sum();
    }

    /** Why something that was asked for was not copied. */
    public Optional<LifeboatException> failure() {
        List<LifeboatException> failures = outcomes.stream()
                .filter(CopyOutcome.Failed.class::isInstance)
                .map(outcome -> ((CopyOutcome.Failed) outcome).why())
                .toList();
        return failures.size() < 2
                ? failures.stream().findFirst()
                : Optional.of(several(failures.getFirst(), failures.size()));
    }

    private static LifeboatException several(LifeboatException first, int count) {
        return new LifeboatException(
                first.code(),
                "%d backups were not copied, the first because %s".formatted(count, first.getMessage()),
                first.hint(),
                first);
    }
}
