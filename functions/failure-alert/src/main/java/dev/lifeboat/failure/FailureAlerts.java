package dev.lifeboat.failure;

import dev.lifeboat.alert.Bell;
import dev.lifeboat.alert.OutcomeAlerts;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FailedInvocation;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.lambda.OutcomeEvents;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.S3ObjectCreated;
import dev.lifeboat.lambda.StoppedTask;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.lambda.Topic;
import java.util.List;
import java.util.Map;

/**
 * Tells people what failed, whoever says so.
 *
 * @param events that tell of records
 * @param outcomes what those records say
 */
record FailureAlerts(OutcomeEvents events, OutcomeAlerts outcomes, Bell bell) {
    /** As environment variables say; docs/aws.md has them all. */
    static FailureAlerts wired(Environment environment) {
        ProtectedSource source = ProtectedSource.of(environment);
        StoreVariables variables = StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_");
        S3Store store = variables.open();
        Bell bell = Topic.require(environment, source, store);
        return new FailureAlerts(
                new OutcomeEvents(variables.place(), source.name()),
                new OutcomeAlerts(store.location(), () -> source.catalog(store), bell),
                bell);
    }

    /**
     * Looks what an event tells of.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is none of these; ALERT_NOT_SENT; or why what was told could not be
     *     noted
     */
    FailureAlertResult run(Map<String, Object> event) {
        if (S3ObjectCreated.is(event)) {
            return record(S3ObjectCreated.of(event));
        }
        if (FailedInvocation.is(event)) {
            return invocation(FailedInvocation.of(event));
        }
        if (StoppedTask.is(event)) {
            return task(StoppedTask.of(event));
        }
        throw new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "an event is none of S3's Object Created, of a failed invocation or of a stopped task: nobody was told",
                "see what starts this function; docs/aws.md lists it");
    }

    private FailureAlertResult record(S3ObjectCreated event) {
        return events.record(event)
                .map(record -> {
                    FunctionRun.about(record.backup());
                    return FailureAlertResult.told(record.key().value(), outcomes.tell(record.backup(), record.key()));
                })
                .orElseGet(() -> FailureAlertResult.nothing("not-ours", event.key()));
    }

    private FailureAlertResult invocation(FailedInvocation failed) {
        failed.backup().ifPresent(FunctionRun::about);
        return failed.job().filter(outcomes::isRecorded).isPresent()
                ? FailureAlertResult.nothing("recorded", failed.function())
                : FailureAlertResult.told(failed.function(), bell.tell(List.of(failed.finding())));
    }

    private FailureAlertResult task(StoppedTask stopped) {
        if (!stopped.ofWorker()) {
            return FailureAlertResult.nothing("not-ours", stopped.task());
        }
        if (stopped.isExpected()) {
            return FailureAlertResult.nothing("expected", stopped.task());
        }
        stopped.job().ifPresent(job -> FunctionRun.about(job.id()));
        return stopped.job().filter(outcomes::isRecorded).isPresent()
                ? FailureAlertResult.nothing("recorded", stopped.task())
                : FailureAlertResult.told(stopped.task(), bell.tell(List.of(stopped.finding())));
    }
}
