package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Shop;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One function's work starts the next one's, by the rules of the template as CloudFormation deployed them: from a backup of a real
 * server to what people read. One story, in which each part begins where the one before ended.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChainTest {
    private static final String COPY = "cross-region-copy";
    private static final String FRESHNESS = "freshness-check";
    private static final String SIZES = "size-anomaly-check";
    private static final String ALERT = "failure-alert";
    private static final String MONDAY = "20261123T020000Z-full";
    private static final String TUESDAY = "20261124T020000Z-full";
    private static final String HOUR =
            "{\"source\": \"aws.scheduler\", \"detail-type\": \"Scheduled Event\", \"detail\": \"{}\"}";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private Chain chain;
    private Queue alerts;
    private String database;

    @BeforeAll
    void deploy(@TempDir Path folder) throws SQLException {
        chain = Chain.deployed(folder);
        alerts = chain.alerts(chain.primary());
        database = Shop.create(server, 200);
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
        try (PackagedFunction started = chain.start(stack, function, more)) {
            return started.invoke(event);
        }
    }

    private static String returned(Invocation ended) {
        assertThat(ended).isInstanceOf(Invocation.Returned.class);
        return ((Invocation.Returned) ended).json();
    }

    private Map<String, String> copyKey() {
        return Map.of("LIFEBOAT_SIGNING_KEY_SECRET", chain.secret("copy"));
    }

    @Test
    @Order(1)
    void thatThereIsNoBackupIsTold() {
        returned(run(chain.primary(), FRESHNESS, HOUR, Map.of()));
        assertThat(told()).containsExactly("begin freshness");
    }

    @Test
    @Order(2)
    void backupIsCopiedBecauseItsManifestIsThere() {
        chain.work(server, database, "2026-11-23T02:00:00Z").succeed();
        String event = chain.starts(COPY).take(1).getFirst();
        assertThat(event).contains("production/shop/manifests/2026/11/23/%s.json.asc".formatted(MONDAY));
        assertThat(returned(run(chain.primary(), COPY, event, copyKey())))
                .contains("\"outcome\":\"copied\",\"subject\":\"%s\"".formatted(MONDAY));
        chain.verifyCopy(MONDAY);
        assertThat(chain.starts(COPY).takeAll())
                .as("more events of one manifest")
                .isEmpty();
        String made = chain.starts(ALERT).take(1).getFirst();
        assertThat(made).contains("production/shop/records/%s/made-".formatted(MONDAY));
        returned(run(chain.primary(), ALERT, made, Map.of()));
        assertThat(told()).isEmpty();
    }

    @Test
    @Order(3)
    void allIsWellThenInBothRegions() {
        returned(run(chain.primary(), FRESHNESS, HOUR, Map.of()));
        assertThat(told()).containsExactly("end freshness");
        Queue there = chain.alerts(chain.offsite());
        assertThat(returned(run(chain.offsite(), FRESHNESS, HOUR, Map.of())))
                .contains("\"state\":\"well\",\"seen\":\"" + MONDAY);
        assertThat(there.takeAll()).isEmpty();
    }

    @Test
    @Order(4)
    void copyThatFailsIsToldByItsFailureDestination() {
        chain.backUp(server, database, "2026-11-24T02:00:00Z");
        String event = chain.starts(COPY).take(1).getFirst();
        Invocation.Failed failed = (Invocation.Failed)
                run(chain.primary(), COPY, event, Map.of("LIFEBOAT_SIGNING_KEY_SECRET", Parameters.secret("nowhere")));
        returned(run(chain.primary(), ALERT, FailureDestination.payload(COPY, event, failed), Map.of()));
        Notice notice = alerts.notice();
        assertThat(notice.field("phase")).isEqualTo("begin");
        assertThat(notice.message().toString()).contains(COPY, "LB-206");
        assertThat(chain.copied()).noneMatch(key -> key.contains(TUESDAY + ".json.asc"));
    }

    @Test
    @Order(5)
    void runThatFailsIsToldByItsRecordUntilOneSucceeds() {
        assertThat(chain.work(server, "nowhere", "2026-11-25T02:00:00Z").run().exitCode())
                .isNotZero();
        String failed = chain.starts(ALERT).take(1).getFirst();
        assertThat(failed).contains("production/shop/records/20261125T020000Z-full/failed-");
        returned(run(chain.primary(), ALERT, failed, Map.of()));
        Notice notice = alerts.notice();
        assertThat(notice.field("phase")).isEqualTo("begin");
        assertThat(notice.message().toString()).contains("20261125T020000Z-full");

        chain.work(server, database, "2026-11-25T02:00:00Z").succeed();
        returned(run(chain.primary(), ALERT, chain.starts(ALERT).take(1).getFirst(), Map.of()));
        assertThat(alerts.notices(1).getFirst().field("phase")).isEqualTo("end");
    }

    @Test
    @Order(6)
    void tableThatIsEmptiedIsTold() throws SQLException {
        server.execute(database, "TRUNCATE shop.orders CASCADE");
        chain.starts(SIZES).takeAll();
        chain.work(server, database, "2026-11-26T02:00:00Z").succeed();
        String event = chain.starts(SIZES).take(1).getFirst();
        Map<String, String> key = Map.of("LIFEBOAT_CATALOG_KEY_SECRET", chain.secret("catalog"));
        assertThat(returned(run(chain.primary(), SIZES, event, key)))
                .contains("\"outcome\":\"unusual\"", "\"by\":\"tables\"")
                .doesNotContain("\"tables\":0");
        Notice notice = alerts.notices(1).getFirst();
        assertThat(notice.field("check")).isEqualTo("size");
        assertThat(notice.field("seen")).startsWith("20261126T020000Z-full: ").contains(" rows, usually ");
    }

    @Test
    @Order(7)
    void manifestThatSomebodyHidIsTold() {
        String key = "production/shop/manifests/2026/11/24/%s.json.asc".formatted(TUESDAY);
        chain.aws()
                .s3()
                .deleteObject(request ->
                        request.bucket(chain.primary().name("Bucket")).key(key));
        returned(run(chain.primary(), FRESHNESS, HOUR, Map.of()));
        assertThat(told()).contains("begin covered");
    }

    /** As when the first account is lost. */
    @Test
    @Order(8)
    void bucketThatIsGoneIsToldAndIsAnErrorForTheAlarm() {
        Invocation ended = run(
                chain.primary(), FRESHNESS, HOUR, Map.of("LIFEBOAT_STORE", "s3://lifeboat-no-such-bucket/production"));
        assertThat(ended).isInstanceOf(Invocation.Failed.class);
        assertThat(told()).containsExactly("begin catalog");
    }
}
