package dev.lifeboat.trigger;

import dev.lifeboat.backup.Tier;
import dev.lifeboat.schedule.StartOutcome;
import java.util.List;
import java.util.Locale;

/**
 * What came of the wish for a backup, as the function returns it.
 *
 * @param outcome {@code started}; {@code running} if it was started before and that worker is at it; the word "there" if the
 *     backup is
 * @param where {@code lambda} or {@code fargate}; empty if nothing was started
 * @param why that was chosen
 * @param reference by what the worker is found there: the invocation's request id, or the task's ARN
 * @param request this run's own, which the record of the worker's run carries as well
 */
public record TriggerResult(
        String outcome, String backup, List<String> tiers, String where, String why, String reference, String request) {
    static TriggerResult of(StartOutcome outcome, String request) {
        return switch (outcome) {
            case StartOutcome.Started started ->
                new TriggerResult(
                        started.begun().earlier() ? "running" : "started",
                        started.backup().toString(),
                        words(started.tiers()),
                        started.choice().kind().text(),
                        started.choice().why(),
                        started.begun().reference(),
                        request);
            case StartOutcome.There there ->
                new TriggerResult("there", there.backup().toString(), words(there.tiers()), "", "", "", request);
        };
    }

    private static List<String> words(List<Tier> tiers) {
        return tiers.stream().map(tier -> tier.name().toLowerCase(Locale.ROOT)).toList();
    }
}
