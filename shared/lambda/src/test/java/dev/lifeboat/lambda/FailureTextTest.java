package dev.lifeboat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Phase;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.health.Finding;
import dev.lifeboat.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole text of what people are told of functions and tasks that failed. */
class FailureTextTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T02:15:06Z");

    private static Map<String, Object> event(String name) {
        try {
            return new JsonMapper()
                    .readValue(
                            Path.of("..", "..", "events", "failure-alert", name + ".json")
                                    .toFile(),
                            new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Phase phase, Finding finding) {
        return new Alert(new SourceName("shop"), phase, SINCE, finding).text();
    }

    private static Finding invocation(String name) {
        assertThat(FailedInvocation.is(event(name))).isTrue();
        return FailedInvocation.of(event(name)).finding();
    }

    private static Finding task(String name) {
        assertThat(StoppedTask.is(event(name))).isTrue();
        return StoppedTask.of(event(name)).finding();
    }

    @Test
    void functionThatFailedSaysWhatItWasAskedAndItsWholeError() {
        Finding finding = invocation("function-failed");
        String body = """
                seen:     request e4b46cbf-b738-4a1c-8880-a18cdf61200e (event Object Created of production/shop/manifests/2026/11/23/20261123T020000Z-full.json.asc) \
                ended, after 3 tries, as RetriesExhausted, with error [LB-106]: store s3://lifeboat-offsite-111122223333-eu-west-1/production \
                refused to create object shop/trust/000001.json.asc (403 AccessDenied): nothing was copied hint: allow this role s3:PutObject there
                expected: that it does what it is started for, and returns
                means:    this was not done, and is not tried again by itself
                run next: aws logs filter-log-events --log-group-name /aws/lambda/lifeboat-cross-region-copy --filter-pattern '"e4b46cbf-b738-4a1c-8880-a18cdf61200e"'
                """;
        assertThat(text(Phase.BEGIN, finding))
                .isEqualTo("Function lifeboat-cross-region-copy of source shop is not as it should be.\n\n" + body);
        assertThat(text(Phase.REMIND, finding))
                .isEqualTo(
                        "Function lifeboat-cross-region-copy of source shop is still not as it should be, since 2026-11-23T02:15:06Z.\n\n"
                                + body);
    }

    @Test
    void functionThatRanOutOfTimeIsToldInLambdasWords() {
        assertThat(invocation("function-timed-out").seen())
                .isEqualTo(
                        "request 5cb4e5a0-32b1-4c45-8f0c-6d3f0d1c2b7a (backup 20261123T020000Z-full, asked for by run-1) ended, "
                                + "after 1 try, as RetriesExhausted, with Sandbox.Timedout: RequestId: "
                                + "5cb4e5a0-32b1-4c45-8f0c-6d3f0d1c2b7a Error: Task timed out after 900.00 seconds");
        assertThat(invocation("function-ran-out-of-memory").seen())
                .endsWith(
                        "with Runtime.ExitError: RequestId: 5cb4e5a0-32b1-4c45-8f0c-6d3f0d1c2b7a Error: Runtime exited "
                                + "with error: signal: killed");
        assertThat(FailedInvocation.of(event("function-timed-out")).job().map(Job::request))
                .contains("run-1");
    }

    @Test
    void functionThatWasNotBegunInTimeHasNoError() {
        assertThat(invocation("function-was-not-begun").seen())
                .isEqualTo(
                        "request 0b7e2a8c-4f5d-4d1e-9a58-8a3c1f0d5e11 (backup 20261123T020000Z-full, asked for by run-1) ended, "
                                + "after 0 tries, as EventAgeExceeded, with no error");
    }

    /** By it, the failure is found beside what else was done for the backup. */
    @ParameterizedTest
    @ValueSource(
            strings = {"function-failed", "function-failed-otherwise", "function-timed-out", "function-was-not-begun"})
    void functionThatFailedNamesTheBackupThatItsEventIsAbout(String name) {
        assertThat(FailedInvocation.of(event(name)).backup()).contains(BackupId.parse("20261123T020000Z-full"));
    }

    /** What another program throws may hold a row; what a payload holds may be a secret. */
    @Test
    void whatIsNoErrorOfLifeboatsIsNamedByItsKindAlone() {
        assertThat(invocation("function-failed-otherwise").seen())
                .isEqualTo(
                        "request 77c1b3f2-0c0e-4b0e-9a51-0a9e4d6c1f22 (a backup, full, of 2026-11-23T02:00:00Z) ended, after 3 "
                                + "tries, as RetriesExhausted, with an error of the kind org.postgresql.util.PSQLException, which its log has");
    }

    @Test
    void taskThatRanOutOfMemorySaysSo() {
        Finding finding = task("task-out-of-memory");
        String body = """
                seen:     task d9b9a6a1d3b84a3f8c2f4f6f0f1a2b3c in cluster lifeboat (backup 20261123T020000Z-full, asked for by run-1) stopped, \
                its program ended with code 137: Essential container in task exited; OutOfMemoryError: Container killed due to memory usage
                expected: a program that ends with code 0
                means:    that backup was not made, and is not tried again by itself
                run next: aws ecs describe-tasks --cluster lifeboat --tasks d9b9a6a1d3b84a3f8c2f4f6f0f1a2b3c
                """;
        assertThat(text(Phase.BEGIN, finding)).isEqualTo("Worker of source shop is not as it should be.\n\n" + body);
        assertThat(text(Phase.REMIND, finding))
                .isEqualTo(
                        "Worker of source shop is still not as it should be, since 2026-11-23T02:15:06Z.\n\n" + body);
    }

    @Test
    void taskThatNeverRanSaysWhy() {
        assertThat(task("task-cannot-pull").seen())
                .isEqualTo(
                        "task d9b9a6a1d3b84a3f8c2f4f6f0f1a2b3c in cluster lifeboat (a job that the event does not tell) stopped, "
                                + "its program never ran: CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to "
                                + "resolve ref 111122223333.dkr.ecr.eu-central-1.amazonaws.com/lifeboat:0.1.0: not found");
    }

    @Test
    void onlyATaskThatEndedWellIsExpected() {
        assertThat(StoppedTask.of(event("task-ended-well")).isExpected()).isTrue();
        assertThat(StoppedTask.of(event("task-stopped-by-a-person")).isExpected())
                .isFalse();
        assertThat(StoppedTask.of(event("task-failed")).isExpected()).isFalse();
        assertThat(StoppedTask.of(event("task-cannot-pull")).isExpected()).isFalse();
        assertThat(StoppedTask.of(event("task-of-another-kind")).ofWorker()).isFalse();
    }

    @Test
    void eventsThatNameNothingAreRefused() {
        assertThatThrownBy(() -> FailedInvocation.of(event("function-that-is-not-named")))
                .hasMessage(
                        "an event tells of a failed invocation, and not of which function and request: nobody was told");
        assertThatThrownBy(() -> StoppedTask.of(event("task-running")))
                .hasMessage("an event tells of a task that has not stopped, or not of which: nobody was told");
    }
}
