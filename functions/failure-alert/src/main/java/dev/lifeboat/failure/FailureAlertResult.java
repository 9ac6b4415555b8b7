package dev.lifeboat.failure;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.lambda.ToldAlert;
import java.util.List;

/**
 * What came of an event, as the function returns it.
 *
 * @param outcome {@code looked-at}; {@code recorded} if a record in the catalog tells of the same failure, and people hear of
 *     that; {@code expected} if nothing failed; {@code not-ours} if the event is about something else
 * @param subject the record's key, the function or the task
 * @param alerts what people were told; empty if they know, or if there is nothing to tell
 */
public record FailureAlertResult(String outcome, String subject, List<ToldAlert> alerts) {
    static FailureAlertResult told(String subject, List<Alert> alerts) {
        return new FailureAlertResult("looked-at", subject, ToldAlert.of(alerts));
    }

    static FailureAlertResult nothing(String outcome, String subject) {
        return new FailureAlertResult(outcome, subject, List.of());
    }
}
