package dev.lifeboat.freshness;

import static dev.lifeboat.lambda.FunctionRoom.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.health.OlderBackups;
import dev.lifeboat.lambda.FunctionRoom;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestTopic;
import dev.lifeboat.testing.lambda.CutOff;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The function as it is deployed, with backups in a bucket. */
class FreshnessCheckPackagedTest {
    private final FunctionRoom room = new FunctionRoom("freshness-check", FreshnessCheckHandler.class);
    private final MadeUpShop shop = room.shop();

    private BackupId backup() {
        BackupId id = new BackupId(Instant.now().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        shop.backup(id);
        return id;
    }

    private String failure() {
        Invocation.Failed failed = room.failure("schedule");
        assertThat(failed.type()).isEqualTo(failed("").type());
        return failed.message();
    }

    @Test
    void failureTurnsToWellWhenABackupIsThereWhateverStartedTheCheck() {
        try (PackagedFunction function = room.start()) {
            assertThat(function.failure(room.event("schedule")).message()).isEqualTo("""
                    error [LB-701]: age of full of source shop: there is none, expected one of the last 25 h: \
                    nothing of that kind can be restored
                        hint: run: lifeboat backup""");
            assertThat(function.log()).contains("age of full: ");
            BackupId id = backup();
            for (String name : new String[] {"schedule", "schedule", "manifest-created"}) {
                assertThat(function.result(room.event(name)))
                        .startsWith("{\"source\":\"shop\",\"at\":\"")
                        .contains("{\"check\":\"age of full\",\"state\":\"well\",\"seen\":\"%s, made ".formatted(id))
                        .doesNotContain("\"failed\"", "\"unknown\"");
            }
        }
    }

    @Test
    void otherAgesAreDemandedByAVariable() {
        backup();
        room.set("LIFEBOAT_MAX_AGE", "full=25h,incremental=7h");
        assertThat(failure()).startsWith("error [LB-701]: age of incremental of source shop: ");
    }

    @Test
    void offsiteStoreThatCannotBeReadIsAFailure() {
        backup();
        room.set("LIFEBOAT_OFFSITE", "s3://lifeboat-no-such-bucket");
        assertThat(failure()).startsWith("error [LB-701]: off-site copies ").contains("s3://lifeboat-no-such-bucket");
    }

    @Test
    void offsiteStoreThatIsReadIsWellWhileABackupMayWait() {
        backup();
        S3Store offsite = room.storeIn(room.aws().newVersionedBucket());
        new Replication(shop.catalog(), offsite, shop.pin(), Clock.systemUTC())
                .run(Replication.Selection.all(shop.catalog()), shop.signer(Role.COPY), "test", 1, Progress.none());
        room.set("LIFEBOAT_OFFSITE", offsite.location());
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("schedule")))
                    .contains("{\"check\":\"off-site copies\",\"state\":\"well\"");
        }
    }

    @Test
    void catalogThatCannotBeReadIsAFailure() {
        room.set("LIFEBOAT_STORE", "s3://lifeboat-no-such-bucket");
        assertThat(failure()).startsWith("error [LB-113]: store s3://lifeboat-no-such-bucket ");
    }

    @Test
    void wrongLimitIsNamedBeforeAnyEvent() {
        room.set("LIFEBOAT_MAX_AGE", "full=soon");
        assertThat(failure()).isEqualTo("""
                error [LB-602]: environment variable LIFEBOAT_MAX_AGE is wrong, 'soon' is no span of time: the function cannot work
                    hint: write it as 90m, 25h or 8d""");
    }

    @Test
    void withATopicPeopleAreToldWhenItBeginsAndEndsAndNothingFails() {
        Queue alerts = room.alerts();
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("schedule")))
                    .contains("\"state\":\"failed\",\"seen\":\"there is none\"")
                    .endsWith(
                            "\"alerts\":[{\"alert\":\"age of full\",\"phase\":\"begin\",\"severity\":\"critical\"}]}");
            assertThat(function.log()).contains("age of full: there is none");
            assertThat(alerts.notice().subject()).isEqualTo("Lifeboat critical: age of full of shop");
            assertThat(function.result(room.event("schedule"))).endsWith("\"alerts\":[]}");
            backup();
            assertThat(function.result(room.event("schedule")))
                    .endsWith("\"alerts\":[{\"alert\":\"age of full\",\"phase\":\"end\",\"severity\":\"resolved\"}]}");
            assertThat(alerts.notice().field("phase")).isEqualTo("end");
            assertThat(function.result(room.event("schedule"))).endsWith("\"alerts\":[]}");
        }
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void runThatIsKilledWhileItTellsLosesNoAlertAndRepeatsItUntilThatIsNoted() {
        Queue alerts = room.alerts();
        String event = room.event("schedule");
        try (FaultyProxy proxy = room.proxied()) {
            CutOff cutOff = new CutOff(proxy, room::start);
            cutOff.before(FunctionRoom.PUBLISHING, event);
            assertThat(alerts.takeAll()).isEmpty();
            cutOff.after(FunctionRoom.PUBLISHING, event);
            try (PackagedFunction function = room.start()) {
                assertThat(function.result(event)).contains("\"phase\":\"begin\"");
                assertThat(function.result(event)).endsWith("\"alerts\":[]}");
            }
        }
        assertThat(alerts.notices(2))
                .extracting(notice -> notice.field("phase"))
                .containsExactly("begin", "begin");
        assertThat(alerts.takeAll()).isEmpty();
    }

    /** To look once too often does no harm, and not to look does. */
    @Test
    void eventIsNotLookedAtHoweverLateOrStrangeItIs() {
        BackupId id = backup();
        String daysAgo =
                room.event("schedule").replaceAll("\"time\": \"[^\"]+\"", "\"time\": \"2026-01-01T00:00:00Z\"");
        try (PackagedFunction function = room.start()) {
            for (String event : List.of(daysAgo, "{}", "{\"time\": [null]}", "null")) {
                assertThat(function.result(event)).contains("\"state\":\"well\",\"seen\":\"%s, made ".formatted(id));
            }
            assertThat(function.failure("\"an event\"").type()).isNotEmpty();
        }
    }

    @Test
    void catalogThatCannotBeReadIsToldAtEveryRunAndAFailure() {
        Queue alerts = room.alerts();
        room.set("LIFEBOAT_STORE", "s3://lifeboat-no-such-bucket");
        try (PackagedFunction function = room.start()) {
            for (int i = 0; i < 2; i++) {
                assertThat(function.failure(room.event("schedule")).message())
                        .startsWith("error [LB-113]: store s3://lifeboat-no-such-bucket ");
                Notice notice = alerts.notice();
                assertThat(notice.subject()).isEqualTo("Lifeboat critical: catalog of shop");
                assertThat(notice.field("seen")).startsWith("LB-113: store s3://lifeboat-no-such-bucket ");
                assertThat(notice.field("means")).endsWith("so this is told at every run");
                assertThat(notice.field("command")).isEqualTo("lifeboat list --store s3://lifeboat-no-such-bucket");
            }
        }
    }

    @Test
    void trustFileThatIsForgedIsACatalogThatCannotBeRead() {
        Queue alerts = room.alerts();
        for (String key : StoreActions.keys(room.store(), "shop/trust/")) {
            room.replace(key, "forged".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(failure()).startsWith("error [LB-20");
        assertThat(alerts.notice().field("seen")).startsWith("LB-20");
    }

    /** An older backup that is looked at in a certain hour, counted from now. */
    private BackupId older(long hours) {
        Instant hour = Instant.now().plus(hours, ChronoUnit.HOURS);
        BackupId id = Stream.iterate(Instant.now().truncatedTo(ChronoUnit.SECONDS), at -> at.minusSeconds(1))
                .skip(3600)
                .map(at -> new BackupId(at, BackupKind.FULL))
                .filter(candidate -> OlderBackups.isItsHour(candidate, hour))
                .findFirst()
                .orElseThrow();
        shop.backup(id);
        return id;
    }

    @Test
    void markerOverAnObjectOfAnOlderBackupIsAnAlertInThatBackupsHour() {
        Queue alerts = room.alerts();
        List<BackupId> ids = List.of(older(0), older(1)); // the hour may end while this runs
        backup();
        for (BackupId id : ids) {
            room.hide(StoreActions.keys(
                            room.store(),
                            "shop/backups/%s-%s/"
                                    .formatted(
                                            id,
                                            shop.catalog().read(id).content().attempt()))
                    .getFirst());
        }
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("schedule")))
                    .contains("\"phase\":\"begin\",\"severity\":\"critical\"}]}");
        }
        Notice notice = alerts.notice();
        assertThat(ids).extracting(BackupId::toString).contains(notice.field("subject"));
        assertThat(notice.subject())
                .isEqualTo("Lifeboat critical: covered objects of %s of shop", notice.field("subject"));
        assertThat(notice.field("command")).isEqualTo("lifeboat show " + notice.field("subject"));
    }

    @Test
    void alertThatCannotBeSentIsAFailure() {
        TestTopic topic = room.topic();
        topic.delete();
        assertThat(failure())
                .startsWith("error [LB-702]: alert 'Lifeboat critical: age of full of shop' was not sent to topic %s ("
                        .formatted(topic.arn()));
    }

    @Test
    void wrongTopicIsNamedBeforeAnyEvent() {
        room.set("LIFEBOAT_TOPIC", "arn:aws:sqs:eu-central-1:111122223333:lifeboat");
        assertThat(failure()).isEqualTo("""
                error [LB-602]: environment variable LIFEBOAT_TOPIC is wrong, 'arn:aws:sqs:eu-central-1:111122223333:lifeboat' \
                is not the ARN of a topic of SNS: nobody can be told: the function cannot work
                    hint: write arn:aws:sns:REGION:ACCOUNT:NAME, of a standard topic; aws sns list-topics lists them""");
    }

    private static List<JsonNode> lines(PackagedFunction function) {
        return function.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(FreshnessCheckPackagedTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static JsonNode metric(PackagedFunction function, String name) {
        return lines(function).stream()
                .filter(line -> line.has(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> dimensions(JsonNode metric) {
        JsonNode directive = metric.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.path("Namespace").asText()).isEqualTo("Lifeboat");
        Set<String> names = new TreeSet<>();
        directive.path("Dimensions").path(0).forEach(name -> names.add(name.asText()));
        return names;
    }

    @Test
    void whatTheCatalogSaysInNumbersBecomesMetrics() {
        BackupId id = backup();
        S3Store offsite = room.storeIn(room.aws().newVersionedBucket());
        new Replication(shop.catalog(), offsite, shop.pin(), Clock.systemUTC())
                .run(Replication.Selection.all(shop.catalog()), shop.signer(Role.COPY), "test", 1, Progress.none());
        room.set("LIFEBOAT_OFFSITE", offsite.location());
        try (PackagedFunction function = room.start()) {
            function.result(room.event("schedule"));
            JsonNode age = metric(function, "NewestBackupAge");
            assertThat(age.path("NewestBackupAge").asDouble()).isBetween(0.0, 600.0);
            assertThat(age.path("kind").asText()).isEqualTo("full");
            assertThat(dimensions(age)).containsExactly("kind", "source");
            JsonNode size = metric(function, "StoredBytes");
            assertThat(size.path("StoredBytes").asLong())
                    .isEqualTo(shop.catalog().read(id).content().totals().storedBytes());
            assertThat(size.path("source").asText()).isEqualTo("shop");
            assertThat(size.has("BackupDuration")).isTrue();
            assertThat(size.path("CopyLag").asDouble()).isZero();
            assertThat(dimensions(size)).containsExactly("source");
        }
    }

    @Test
    void eachLineOfTheLogSaysOfWhatItIs() {
        backup();
        try (PackagedFunction function = room.start()) {
            function.result(room.event("schedule"));
            function.result(room.event("schedule"));
            List<JsonNode> done = lines(function).stream()
                    .filter(line -> line.path("message").asText().equals("done"))
                    .toList();
            assertThat(done).hasSize(2).allSatisfy(line -> {
                assertThat(line.path("level").asText()).isEqualTo("INFO");
                assertThat(line.path("function_name").asText()).isEqualTo("tested");
                assertThat(line.path("source").asText()).isEqualTo("shop");
                assertThat(line.path("correlation_id").asText())
                        .isNotEmpty()
                        .isEqualTo(line.path("function_request_id").asText());
            });
            assertThat(done.getFirst().path("correlation_id"))
                    .isNotEqualTo(done.getLast().path("correlation_id"));
            assertThat(lines(function).stream().filter(line -> line.has("ColdStart")))
                    .hasSize(1);
        }
    }
}
