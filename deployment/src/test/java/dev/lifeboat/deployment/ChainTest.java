package dev.lifeboat.deployment;

import static dev.lifeboat.deployment.Chain.returned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Shop;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.lambda.Invocation;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One function's work starts the next one's, by the rules of the template as CloudFormation deployed them: from the schedule of
 * backups, over a backup of a real server, to what people read. One story, in which each part begins where the one before ended.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChainTest {
    private static final String COPY = "cross-region-copy";
    private static final String FRESHNESS = "freshness-check";
    private static final String SIZES = "size-anomaly-check";
    private static final String ALERT = "failure-alert";
    private static final String HOUR =
            "{\"source\": \"aws.scheduler\", \"detail-type\": \"Scheduled Event\", \"detail\": \"{}\"}";

    /** Alarms ring in the background, and what they told is looked at in the end. */
    private static final List<String> ALARMS = Stream.concat(
                    Stream.of("NobodyChecksAlarm", "UndeliveredAlarm", "UnreportedAlarm"),
                    Checkout.functions().stream().map(name -> Checkout.logicalName(name) + "Alarm"))
            .toList();

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    /** Of the first backup, which is due a while ago: days ago would be too late for backup-trigger. */
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(4));

    private final Instant second = first.plus(Duration.ofHours(1));
    private final Instant third = second.plus(Duration.ofHours(1));
    private final Instant fourth = third.plus(Duration.ofHours(1));

    private Chain chain;
    private Backups backups;
    private Queue alerts;
    private Alarms alarms;
    private String database;
    private String hidden = "";
    private Instant copied = first;

    @BeforeAll
    void deploy(@TempDir Path folder) throws SQLException {
        chain = Chain.deployed(folder);
        backups = new Backups(chain, server);
        alerts = chain.alerts(chain.primary());
        database = Shop.create(server, 200);
        breakWhatOnlyAlarmsSee();
    }

    @AfterAll
    void end() {
        chain.close();
        backups.close();
    }

    private void breakWhatOnlyAlarmsSee() {
        alarms = new Alarms(chain.aws(), chain.primary());
        alarms.leaveIn("UndeliveredQueue", HOUR);
        alarms.leaveIn(
                "UnreportedQueue",
                FailureDestination.payload(ALERT, HOUR, new Invocation.Failed("Sandbox.Timedout", "it took too long")));
        Checkout.functions().forEach(function -> alarms.measureAnErrorOf(Checkout.logicalName(function)));
        // nothing measures here that freshness-check runs, as where it never does
        alarms.takeForWell("NobodyChecksAlarm");
    }

    private static String id(Instant scheduled) {
        return new BackupId(scheduled, BackupKind.FULL).toString();
    }

    /** What people were told since they were asked last. */
    private List<String> told() {
        return alerts.takeAll().stream()
                .map(Notice::of)
                .map(notice -> "%s %s"
                        .formatted(notice.field("phase"), notice.attributes().get("check")))
                .toList();
    }

    private Invocation run(DeployedStack stack, String function, String event, Map<String, String> more) {
        return chain.run(stack, function, event, more);
    }

    private Map<String, String> copyKey() {
        return Map.of("LIFEBOAT_SIGNING_KEY_SECRET", chain.secret("copy"));
    }

    private Map<String, String> catalogKey() {
        return Map.of("LIFEBOAT_CATALOG_KEY_SECRET", chain.secret("catalog"));
    }

    @Test
    @Order(1)
    void thatThereIsNoBackupIsTold() {
        returned(run(chain.primary(), FRESHNESS, HOUR, Map.of()));
        assertThat(told()).containsExactly("begin freshness");
    }

    @Test
    @Order(2)
    void backupThatIsDueIsMadeOnceAndRecordedHoweverOftenItsEventComes() {
        String due = backups.due(first);
        String job = backups.asked(due);
        // its event comes twice, as when backup-trigger is killed before it answers
        String again = backups.asked(due);
        assertThat(returned(backups.work(job, database)))
                .startsWith("{\"outcome\":\"made\",\"backup\":\"%s\"".formatted(id(first)));
        assertThat(returned(backups.work(again, database)))
                .startsWith("{\"outcome\":\"made before\",\"backup\":\"%s\"".formatted(id(first)));

        String event = chain.starts(ALERT).take(1).getFirst();
        assertThat(Chain.objectOf(event)).startsWith("production/shop/records/%s/made-".formatted(id(first)));
        assertThat(chain.text(Chain.objectOf(event))).contains(askedBy(job));
        returned(run(chain.primary(), ALERT, event, Map.of()));
        assertThat(told()).isEmpty();
    }

    /** By which the records of one run are told from those of another. */
    private static String askedBy(String job) {
        Matcher field = Pattern.compile("\"request\":\"([0-9a-f-]{36})\"").matcher(job);
        assertThat(field.find()).as(job).isTrue();
        return field.group(1);
    }

    @Test
    @Order(3)
    void backupIsCopiedBecauseItsManifestIsThere() {
        String event = chain.starts(COPY).take(1).getFirst();
        assertThat(Chain.objectOf(event)).matches("production/shop/manifests/.*/%s.json.asc".formatted(id(first)));
        assertThat(returned(run(chain.primary(), COPY, event, copyKey())))
                .contains("\"outcome\":\"copied\",\"subject\":\"%s\"".formatted(id(first)));
        copied = Instant.now();
        chain.verifyCopy(id(first));
        assertThat(chain.starts(COPY).takeAll())
                .as("more events of one manifest")
                .isEmpty();
        assertThat(returned(
                        run(chain.primary(), SIZES, chain.starts(SIZES).take(1).getFirst(), catalogKey())))
                .contains(id(first));
    }

    @Test
    @Order(4)
    void everyFunctionsLogHasTheBackupForItsCorrelationId() {
        for (String function : List.of(Backups.TRIGGER, Backups.WORKER, COPY, SIZES, ALERT)) {
            assertThat(chain.log(function).lines().filter(line -> line.contains("\"message\":\"done\"")))
                    .as(function)
                    .isNotEmpty()
                    .allMatch(line -> line.contains("\"correlation_id\":\"%s\"".formatted(id(first))));
        }
    }

    @Test
    @Order(5)
    void allIsWellThenInBothRegions() {
        returned(run(chain.primary(), FRESHNESS, HOUR, Map.of()));
        assertThat(told()).containsExactly("end freshness");
        Queue there = chain.alerts(chain.offsite());
        assertThat(returned(run(chain.offsite(), FRESHNESS, HOUR, Map.of())))
                .contains("\"state\":\"well\",\"seen\":\"" + id(first));
        assertThat(there.takeAll()).isEmpty();
    }

    @Test
    @Order(6)
    void copyThatFailsIsToldByItsFailureDestination() {
        backups.make(second, database);
        String event = chain.starts(COPY).take(1).getFirst();
        hidden = Chain.objectOf(event);
        Invocation.Failed failed = (Invocation.Failed)
                run(chain.primary(), COPY, event, Map.of("LIFEBOAT_SIGNING_KEY_SECRET", Parameters.secret("nowhere")));
        returned(run(chain.primary(), ALERT, FailureDestination.payload(COPY, event, failed), Map.of()));
        Notice notice = alerts.notice();
        assertThat(notice.field("phase")).isEqualTo("begin");
        assertThat(notice.message().toString()).contains(COPY, "LB-206");
        assertThat(chain.copied()).noneMatch(key -> key.contains(id(second) + ".json.asc"));
    }

    @Test
    @Order(7)
    void runThatFailsIsToldByItsRecordUntilOneSucceeds() {
        chain.starts(ALERT).takeAll();
        assertThat(backups.run(third, "nowhere")).isInstanceOf(Invocation.Failed.class);
        String failed = chain.starts(ALERT).take(1).getFirst();
        assertThat(failed).contains("production/shop/records/%s/failed-".formatted(id(third)));
        returned(run(chain.primary(), ALERT, failed, Map.of()));
        Notice notice = alerts.notice();
        assertThat(notice.field("phase")).isEqualTo("begin");
        assertThat(notice.message().toString()).contains(id(third));

        backups.make(third, database);
        returned(run(chain.primary(), ALERT, chain.starts(ALERT).take(1).getFirst(), Map.of()));
        assertThat(alerts.notices(1).getFirst().field("phase")).isEqualTo("end");
    }

    @Test
    @Order(8)
    void tableThatIsEmptiedIsTold() throws SQLException {
        server.execute(database, "TRUNCATE shop.orders CASCADE");
        chain.starts(SIZES).takeAll();
        backups.make(fourth, database);
        String event = chain.starts(SIZES).take(1).getFirst();
        assertThat(returned(run(chain.primary(), SIZES, event, catalogKey())))
                .contains("\"outcome\":\"unusual\"", "\"by\":\"tables\"")
                .doesNotContain("\"tables\":0");
        Notice notice = alerts.notices(1).getFirst();
        assertThat(notice.field("check")).isEqualTo("size");
        assertThat(notice.field("seen")).startsWith(id(fourth) + ": ").contains(" rows, usually ");
    }

    @Test
    @Order(9)
    void taskThatCouldNotEvenBeginIsToldByTheEventOfItsEnd() {
        chain.starts(ALERT).takeAll();
        alerts.takeAll();
        for (String name : List.of("task-running", "task-cannot-pull")) {
            chain.aws()
                    .sendEvent(chain.primary().region(), Checkout.text(Checkout.file("events", ALERT, name + ".json")));
        }
        String event = chain.starts(ALERT).take(1).getFirst();
        returned(run(chain.primary(), ALERT, event, Map.of()));
        Notice notice = alerts.notices(1).getFirst();
        assertThat(notice.field("check")).isEqualTo("worker");
        assertThat(notice.field("seen")).contains("CannotPullContainerError");
    }

    @Test
    @Order(10)
    void manifestThatSomebodyHidIsTold() {
        chain.aws()
                .s3()
                .deleteObject(request ->
                        request.bucket(chain.primary().name("Bucket")).key(hidden));
        returned(run(chain.primary(), FRESHNESS, HOUR, Map.of()));
        assertThat(told()).contains("begin covered");
    }

    @Test
    @Order(11)
    void bucketThatIsGoneIsToldAndIsAnErrorForTheAlarm() {
        Invocation ended = run(
                chain.primary(), FRESHNESS, HOUR, Map.of("LIFEBOAT_STORE", "s3://lifeboat-no-such-bucket/production"));
        assertThat(ended).isInstanceOf(Invocation.Failed.class);
        assertThat(told()).containsExactly("begin catalog");
    }

    @Test
    @Order(12)
    void commandOfTheOutputMakesOneBackupHoweverOftenItIsSent(@TempDir Path folder) {
        String payload = backups.byAPerson(folder);
        assertThat(payload)
                .matches("\\{\"kind\": \"full\", \"scheduled\": \"[0-9T:-]{19}Z\", \"tiers\": \\[\"manual\"]}");
        String job = backups.asked(payload);
        String again = backups.asked(payload);
        assertThat(returned(backups.work(job, database))).startsWith("{\"outcome\":\"made\",");
        assertThat(returned(backups.work(again, database))).startsWith("{\"outcome\":\"made before\",");
    }

    @Test
    @Order(13)
    void whatNoFunctionCouldTellOfIsToldByItsAlarm() {
        List<String> names =
                ALARMS.stream().map(alarm -> chain.primary().name(alarm)).toList();
        assertThat(alarms.ringing(names)).containsExactlyInAnyOrderElementsOf(names);
    }

    /** As when the first account is lost, and nobody there can tell of anything. No limit of age is shorter than a minute. */
    @Test
    @Order(14)
    void secondRegionMissesWhatTheFirstNoLongerSends() throws InterruptedException {
        Instant old = copied.plus(Duration.ofSeconds(61));
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), old).toMillis()));
        Queue there = chain.alerts(chain.offsite());
        returned(run(chain.offsite(), FRESHNESS, HOUR, Map.of("LIFEBOAT_MAX_AGE", "full=1m")));
        Notice notice = there.notice();
        assertThat(notice.field("phase")).isEqualTo("begin");
        assertThat(notice.field("check")).isEqualTo("freshness");
        assertThat(notice.field("seen")).startsWith(id(first));
    }
}
