package dev.lifeboat.failure;

import static dev.lifeboat.lambda.FunctionRoom.failed;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.lambda.FunctionRoom;
import dev.lifeboat.record.BackupRun;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.record.RunStage;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestTopic;
import dev.lifeboat.testing.lambda.CutOff;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.MadeUpShop;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** The function as it is deployed, with records in a bucket and a topic whose messages a queue gets. */
class FailureAlertPackagedTest {
    private static final String KEY =
            "shop/records/20261123T020000Z-full/%s-20261123T021503Z-8c1f2b9a63d04e57.json.asc";

    private final FunctionRoom room = new FunctionRoom("failure-alert", FailureAlertHandler.class);
    private final MadeUpShop shop = room.shop();
    private final TestTopic topic = room.topic();
    private final Queue alerts = topic.subscribe();

    private OutcomeRecords records() {
        return new OutcomeRecords(shop.catalog(), Clock.systemUTC());
    }

    private static BackupRun run() {
        return new BackupRun(MONDAY, Instant.now(), RunPlace.LAMBDA, "run-1", BackupRun.Done.NOTHING);
    }

    private ObjectKey failedRun(Role signer) {
        return records().failed(run(), ErrorCode.DEADLINE_PASSED, RunStage.LOCKING, shop.signer(signer), "test");
    }

    /** The event of a record that is there. */
    private String event(String kind, ObjectKey record) {
        String event = room.event(kind + "-record-created");
        assertThat(event).contains(KEY.formatted(kind));
        return event.replace(KEY.formatted(kind), record.value());
    }

    private static String result(String outcome, String subject, String alert, String phase, String severity) {
        return """
                {"outcome":"%s","subject":"%s","alerts":[{"alert":"%s","phase":"%s","severity":"%s"}]}""".formatted(outcome, subject, alert, phase, severity);
    }

    private static String nothing(String outcome, String subject) {
        return "{\"outcome\":\"%s\",\"subject\":\"%s\",\"alerts\":[]}".formatted(outcome, subject);
    }

    private static List<String> done(PackagedFunction function) {
        return function.log()
                .lines()
                .filter(line -> line.contains("\"message\":\"done\""))
                .toList();
    }

    @Test
    void failedRunIsToldOnceAndEndsWhenItsBackupIsMade() {
        ObjectKey failed = failedRun(Role.BACKUP);
        String name = "backup 20261123T020000Z-full";
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(event("failed", failed)))
                    .isEqualTo(result("looked-at", failed.value(), name, "begin", "critical"));
            Notice begin = alerts.notice();
            assertThat(begin.subject()).isEqualTo("Lifeboat critical: backup 20261123T020000Z-full of shop");
            assertThat(begin.attributes())
                    .isEqualTo(Map.of("severity", "critical", "check", "backup", "source", "shop", "phase", "begin"));
            assertThat(begin.field("seen")).startsWith("the run failed while locking with LB-307 (deadline passed), ");
            assertThat(begin.field("command")).isEqualTo("lifeboat backup --at 2026-11-23T02:00:00Z");

            assertThat(function.result(event("failed", failed))).isEqualTo(nothing("looked-at", failed.value()));
            ObjectKey made = records().made(run(), shop.backup(MONDAY), shop.signer(Role.BACKUP), "test");
            assertThat(function.result(event("made", made)))
                    .isEqualTo(result("looked-at", made.value(), name, "end", "resolved"));
            assertThat(alerts.notice().field("seen")).isEqualTo("it stands now");
            for (String again : List.of(event("failed", failed), event("made", made))) {
                assertThat(function.result(again)).endsWith("\"alerts\":[]}");
            }
            function.result(room.event("function-failed"));
            assertThat(done(function)).allMatch(line -> line.contains("\"correlation_id\":\"20261123T020000Z-full\""));
        }
        assertThat(alerts.notice().subject()).startsWith("Lifeboat critical: function ");
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void runThatIsKilledWhileItTellsLosesNoAlertAndRepeatsItUntilThatIsNoted() {
        ObjectKey failed = failedRun(Role.BACKUP);
        try (FaultyProxy proxy = room.proxied()) {
            CutOff cutOff = new CutOff(proxy, room::start);
            cutOff.before(FunctionRoom.PUBLISHING, event("failed", failed));
            assertThat(alerts.takeAll()).isEmpty();
            cutOff.after(FunctionRoom.PUBLISHING, event("failed", failed));
            try (PackagedFunction function = room.start()) {
                assertThat(function.result(event("failed", failed))).contains("\"phase\":\"begin\"");
                ObjectKey made = records().made(run(), shop.backup(MONDAY), shop.signer(Role.BACKUP), "test");
                cutOff.before(FunctionRoom.PUBLISHING, event("made", made));
                assertThat(function.result(event("made", made))).contains("\"phase\":\"end\"");
                assertThat(function.result(event("failed", failed))).endsWith("\"alerts\":[]}");
            }
        }
        assertThat(alerts.notices(3))
                .extracting(notice -> notice.field("phase"))
                .containsExactlyInAnyOrder("begin", "begin", "end");
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void recordThatIsNotBelievedIsAnAlert() {
        ObjectKey key = new ObjectKey(KEY.formatted("failed"));
        room.aws()
                .s3()
                .putObject(
                        request -> request.bucket(room.bucket()).key("production/" + key),
                        RequestBody.fromString("forged"));
        assertThat(room.result("failed-record-created"))
                .isEqualTo(result("looked-at", key.value(), "records of 20261123T020000Z-full", "begin", "critical"));
        assertThat(alerts.notice().field("seen")).startsWith("record %s is not believed, LB-201: ".formatted(key));
    }

    @Test
    void functionThatFailedIsToldOnceHoweverOftenItFailsThatDay() {
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("function-failed")))
                    .isEqualTo(result(
                            "looked-at",
                            "lifeboat-cross-region-copy",
                            "function lifeboat-cross-region-copy",
                            "begin",
                            "critical"));
            assertThat(function.result(room.event("function-failed")))
                    .isEqualTo(nothing("looked-at", "lifeboat-cross-region-copy"));
        }
        Notice notice = alerts.notice();
        assertThat(notice.attributes()).containsEntry("check", "function");
        assertThat(notice.field("seen")).contains("e4b46cbf-b738-4a1c-8880-a18cdf61200e", "error [LB-106]: ");
    }

    @Test
    void workersFailureIsToldByItsRecordWhereItLeftOne() {
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("task-failed"))).contains("\"alert\":\"worker\"");
            assertThat(function.result(room.event("function-timed-out"))).contains("\"alert\":\"function lifeboat-");
            failedRun(Role.BACKUP);
            assertThat(function.result(room.event("task-failed")))
                    .isEqualTo(nothing("recorded", "d9b9a6a1d3b84a3f8c2f4f6f0f1a2b3c"));
            assertThat(function.result(room.event("function-ran-out-of-memory")))
                    .isEqualTo(nothing("recorded", "lifeboat-postgres-worker"));
        }
        assertThat(alerts.notices(2))
                .extracting(Notice::subject)
                .containsExactlyInAnyOrder(
                        "Lifeboat critical: worker of shop",
                        "Lifeboat critical: function lifeboat-postgres-worker of shop");
    }

    @Test
    void taskThatNeverRanIsTold() {
        assertThat(room.result("task-cannot-pull")).contains("\"alert\":\"worker\",\"phase\":\"begin\"");
        assertThat(alerts.notice().field("seen")).contains("CannotPullContainerError");
    }

    /** Others may not know of it: a backup is missing all the same. */
    @Test
    void taskThatSomebodyStoppedIsTold() {
        assertThat(room.result("task-stopped-by-a-person")).contains("\"alert\":\"worker\",\"phase\":\"begin\"");
        assertThat(alerts.notice().field("seen")).endsWith("its program ended with code 6: Task stopped by user");
    }

    @Test
    void whatFailedNothingIsNoAlert() {
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("task-ended-well"))).startsWith("{\"outcome\":\"expected\"");
            for (String name :
                    List.of("task-of-another-kind", "proof-record-created", "record-of-another-source-created")) {
                assertThat(function.result(room.event(name))).startsWith("{\"outcome\":\"not-ours\"");
            }
        }
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void whereTheCatalogCannotBeReadPeopleAreToldAllTheSame() {
        room.set("LIFEBOAT_STORE", "s3://%s/nowhere".formatted(room.bucket()));
        try (PackagedFunction function = room.start()) {
            for (int i = 0; i < 2; i++) {
                assertThat(function.result(room.event("function-failed"))).contains("\"phase\":\"begin\"");
                assertThat(alerts.notice().field("means"))
                        .isEqualTo(
                                "this was not done, and is not tried again by itself; what was told before cannot be read "
                                        + "there, so this is told at every run");
            }
        }
    }

    @Test
    void alertThatCannotBeSentIsAFailure() {
        topic.delete();
        assertThat(room.failure("function-failed").message())
                .startsWith(
                        "error [LB-702]: alert 'Lifeboat critical: function lifeboat-cross-region-copy of shop' was not sent "
                                + "to topic %s (".formatted(topic.arn()));
    }

    @Test
    void eventThatIsNotMeantForItIsAFailure() {
        String other = """
                error [LB-602]: an event is none of S3's Object Created, of a failed invocation or of a stopped task: nobody was told
                    hint: see what starts this function; docs/aws.md lists it""";
        try (PackagedFunction function = room.start()) {
            assertThat(function.failure(room.event("schedule"))).isEqualTo(failed(other));
            assertThat(function.failure("{}")).isEqualTo(failed(other));
            assertThat(function.failure(room.event("record-in-another-bucket-created")))
                    .isEqualTo(failed("""
                    error [LB-602]: an event tells of an object in bucket somebody-elses-bucket, expected %s: nobody was told
                        hint: let the rule that starts this function match the bucket of LIFEBOAT_STORE""".formatted(room.bucket())));
            assertThat(function.failure(room.event("task-running")).message())
                    .startsWith("error [LB-602]: an event tells of a task that has not stopped, or not of which");
            assertThat(function.failure(room.event("function-that-is-not-named"))
                            .message())
                    .startsWith("error [LB-602]: an event tells of a failed invocation, and not of which");
        }
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void topicIsDemanded() {
        room.unset("LIFEBOAT_TOPIC");
        assertThat(room.failure("function-failed")).isEqualTo(failed("""
                error [LB-602]: environment variable LIFEBOAT_TOPIC is not set: the function cannot work
                    hint: set it in the function's configuration; docs/aws.md says what belongs there"""));
    }
}
