package dev.lifeboat.anomaly;

import static dev.lifeboat.lambda.FunctionRoom.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.lambda.FunctionRoom;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.lambda.CutOff;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.MadeUpShop.Lies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The function as it is deployed, with backups in a bucket and a queue that gets its alerts. */
class SizeAnomalyCheckPackagedTest {
    private static final Lies NONE = Lies.rows(9);

    private final FunctionRoom room = new FunctionRoom("size-anomaly-check", SizeAnomalyCheckHandler.class);
    private final MadeUpShop shop = room.shop();
    private final Queue alerts = room.alerts();

    /** The three days before the event's. */
    private void history() {
        for (String day : List.of("20261120", "20261121", "20261122")) {
            shop.backup(BackupId.parse(day + "T020000Z-full"), NONE);
        }
    }

    private void withKey() {
        room.set("LIFEBOAT_CATALOG_KEY_SECRET", room.aws().newSecret(shop.keyFile("catalog")));
    }

    private String tuesday() {
        return room.event("manifest-created").replace("11/23/20261123T", "11/24/20261124T");
    }

    @Test
    void usualBackupIsToldToNobody() {
        history();
        shop.backup(MadeUpShop.MONDAY, NONE);
        assertThat(room.result("manifest-created")).isEqualTo("""
                {"outcome":"usual","subject":"20261123T020000Z-full","by":"totals","before":3,\
                "totals":[],"tables":0,"alerts":[]}""");
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void unusualBackupIsToldOnceAndWholeHoweverOftenItsEventComes() throws IOException {
        history();
        shop.backup(MadeUpShop.MONDAY, Lies.rows(4));
        String result = """
                {"outcome":"unusual","subject":"20261123T020000Z-full","by":"totals","before":3,\
                "totals":[{"what":"rows","seen":4,"usual":9}],"tables":0,"alerts":[%s]}""";
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("manifest-created")))
                    .isEqualTo(result.formatted(
                            "{\"alert\":\"size of full\",\"phase\":\"begin\",\"severity\":\"warning\"}"));
            for (String again : List.of("manifest-created", "manifest-created-duplicate")) {
                assertThat(function.result(room.event(again))).isEqualTo(result.formatted(""));
            }
        }
        Notice notice = alerts.notice();
        assertThat(notice.subject()).isEqualTo("Lifeboat warning: size of full of shop");
        assertThat(notice.attributes())
                .isEqualTo(Map.of("severity", "warning", "check", "size", "source", "shop", "phase", "begin"));
        assertThat(notice.message()).isEqualTo(new JsonMapper().readTree("""
                        {"lifeboat": 1, "source": "shop", "severity": "warning", "phase": "begin", "check": "size",
                         "subject": "full", "since": "%s", "seen": "20261123T020000Z-full: 4 rows, usually 9",
                         "expected": "between half and twice what is usual",
                         "means": "the backup may be of a database that lost, or gained, what it should not have",
                         "command": "lifeboat show 20261123T020000Z-full --key catalog.secret.asc"}
                        """.formatted(notice.field("since"))));
    }

    @Test
    void tableThatWasEmptiedIsNamedInTheAlertAndNowhereElse() {
        history();
        shop.backup(MadeUpShop.MONDAY, Lies.rows("orders", 0));
        withKey();
        try (PackagedFunction function = room.start()) {
            String result = function.result(room.event("manifest-created"));
            assertThat(result).isEqualTo("""
                    {"outcome":"unusual","subject":"20261123T020000Z-full","by":"tables","before":3,"totals":[],"tables":1,\
                    "alerts":[{"alert":"tables of full","phase":"begin","severity":"warning"}]}""");
            assertThat(function.log())
                    .contains("\"correlation_id\":\"20261123T020000Z-full\"")
                    .doesNotContain("orders")
                    .doesNotContain("PRIVATE KEY");
        }
        assertThat(alerts.notice().field("seen"))
                .isEqualTo("20261123T020000Z-full: shop.orders: table is empty; rows before: 4");
    }

    @Test
    void sameBackupIsUsualInTotalWithoutAKey() {
        history();
        shop.backup(MadeUpShop.MONDAY, Lies.rows("orders", 0));
        assertThat(room.result("manifest-created")).contains("\"outcome\":\"usual\"", "\"by\":\"totals\"");
    }

    @Test
    void eventsInReversedOrderJudgeEachBackupByThoseBeforeIt() {
        history();
        shop.backup(MadeUpShop.MONDAY, NONE);
        shop.backup(MadeUpShop.TUESDAY, Lies.rows(4));
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(tuesday())).contains("\"outcome\":\"unusual\"", "\"before\":4");
            assertThat(function.result(room.event("manifest-created")))
                    .contains("\"outcome\":\"usual\"", "\"before\":3", "\"alerts\":[]");
        }
        assertThat(alerts.notice().field("phase")).isEqualTo("begin");
    }

    @Test
    void conditionEndsWithTheNextUsualBackup() {
        history();
        shop.backup(MadeUpShop.MONDAY, Lies.rows(4));
        try (PackagedFunction function = room.start()) {
            function.result(room.event("manifest-created"));
            shop.backup(MadeUpShop.TUESDAY, NONE);
            assertThat(function.result(tuesday())).contains("\"phase\":\"end\"");
        }
        assertThat(alerts.notices(2))
                .extracting(notice -> notice.field("phase"))
                .containsExactlyInAnyOrder("begin", "end");
    }

    @Test
    void tooLittleHistoryIsSaidAndNotGuessed() {
        shop.backup(MadeUpShop.MONDAY, Lies.rows(4));
        assertThat(room.result("manifest-created")).isEqualTo("""
                {"outcome":"too-little-history","subject":"20261123T020000Z-full","by":"totals","before":0,\
                "totals":[],"tables":0,"alerts":[]}""");
    }

    @Test
    void leastSizeIsAVariable() {
        shop.backup(MadeUpShop.MONDAY, NONE);
        room.set("LIFEBOAT_LEAST_BYTES", "10000000000");
        assertThat(room.result("manifest-created"))
                .contains("\"outcome\":\"unusual\"", "{\"what\":\"minimum\",\"seen\":", ",\"usual\":10000000000}");
    }

    @Test
    void eventAboutAnotherObjectIsNotOurs() {
        try (PackagedFunction function = room.start()) {
            for (String name : List.of(
                    "data-object-created",
                    "manifest-of-another-source-created",
                    "object-outside-of-the-store-created")) {
                assertThat(function.result(room.event(name))).startsWith("{\"outcome\":\"not-ours\",\"subject\":\"");
            }
        }
    }

    @Test
    void eventThatIsNotMeantForItIsAFailure() {
        try (PackagedFunction function = room.start()) {
            for (String name :
                    List.of("manifest-in-another-bucket-created", "manifest-deleted", "schedule", "without-object")) {
                assertThat(function.failure(room.event(name)).message()).startsWith("error [LB-602]: an event ");
            }
            assertThat(function.failure(room.event("other-name-among-manifests-created"))
                            .message())
                    .startsWith("error [LB-112]: ");
            assertThat(function.failure(room.event("manifest-created")).message())
                    .startsWith("error [LB-120]: ");
        }
    }

    @Test
    void runThatIsKilledWhileItTellsLosesNoAlertAndRepeatsItUntilThatIsNoted() {
        history();
        shop.backup(MadeUpShop.MONDAY, Lies.rows(4));
        String event = room.event("manifest-created");
        try (FaultyProxy proxy = room.proxied()) {
            CutOff cutOff = new CutOff(proxy, room::start);
            cutOff.before(FunctionRoom.PUBLISHING, event);
            assertThat(alerts.takeAll()).isEmpty();
            cutOff.after(FunctionRoom.PUBLISHING, event);
            cutOff.after(FunctionRoom.NOTING, event);
            assertThat(room.result("manifest-created")).contains("\"outcome\":\"unusual\"", "\"alerts\":[]");
        }
        assertThat(alerts.notices(2))
                .extracting(notice -> notice.field("phase"))
                .containsExactly("begin", "begin");
        assertThat(alerts.takeAll()).isEmpty();
    }

    @Test
    void keyThatOpensNoIndexIsAFailure() {
        history();
        shop.backup(MadeUpShop.MONDAY, NONE);
        room.set("LIFEBOAT_CATALOG_KEY_SECRET", room.aws().newSecret(shop.keyFile("backup")));
        assertThat(room.failure("manifest-created").message()).startsWith("error [LB-207]: ");
    }

    @Test
    void alertThatCannotBeSentIsAFailure() {
        history();
        shop.backup(MadeUpShop.MONDAY, Lies.rows(4));
        room.topic().delete();
        assertThat(room.failure("manifest-created").message())
                .startsWith("error [LB-702]: alert 'Lifeboat warning: size of full of shop' was not sent to topic ");
    }

    @Test
    void missingTopicIsNamedBeforeAnyEvent() {
        room.unset("LIFEBOAT_TOPIC");
        assertThat(room.failure("manifest-created")).isEqualTo(failed("""
                error [LB-602]: environment variable LIFEBOAT_TOPIC is not set: the function cannot work
                    hint: set it in the function's configuration; docs/aws.md says what belongs there"""));
    }

    @Test
    void packageHoldsNeitherADriverNorAnAsynchronousClient() throws IOException {
        try (JarFile jar = new JarFile(room.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).toList())
                    .contains("lib/lifeboat-vault-0.1.0.jar")
                    .noneMatch(name -> name.contains("postgres") || name.contains("netty") || name.contains("test"))
                    .noneMatch(name -> name.startsWith("lib/ecs-") || name.startsWith("lib/lambda-"));
        }
    }
}
