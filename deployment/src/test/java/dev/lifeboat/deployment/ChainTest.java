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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One function's work starts the next one's, by the rules of the template as CloudFormation deployed them: from a backup of a real
 * server to what people read.
 */
class ChainTest {
    private static final String COPY = "cross-region-copy";
    private static final String FRESHNESS = "freshness-check";
    private static final String ALERT = "failure-alert";
    private static final String MONDAY = "20261123T020000Z-full";
    private static final String HOUR =
            "{\"source\": \"aws.scheduler\", \"detail-type\": \"Scheduled Event\", \"detail\": \"{}\"}";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    private static List<String> told(Queue alerts) {
        return alerts.takeAll().stream()
                .map(Notice::of)
                .map(notice -> "%s %s"
                        .formatted(notice.field("phase"), notice.attributes().get("check")))
                .toList();
    }

    /** Runs the hourly check of a stack; false if it failed. */
    private static boolean looks(Chain chain, DeployedStack stack, Map<String, String> more) {
        try (PackagedFunction function = chain.start(stack, FRESHNESS, more)) {
            return function.invoke(HOUR) instanceof Invocation.Returned;
        }
    }

    @Test
    void backupIsCopiedAndTheChecksTurnFromFailingToWell(@TempDir Path folder) throws Exception {
        Chain chain = Chain.deployed(folder);
        Queue alerts = chain.alerts(chain.primary());
        assertThat(looks(chain, chain.primary(), Map.of())).isTrue();
        assertThat(told(alerts)).contains("begin backup_age");

        chain.backUp(server, Shop.create(server, 200), "2026-11-23T02:00:00Z");
        List<String> starts = chain.starts(COPY).take(1);
        assertThat(starts.getFirst()).contains("production/shop/manifests/2026/11/23/" + MONDAY + ".json.asc");

        assertThat(looks(chain, chain.primary(), Map.of("LIFEBOAT_MAX_COPY_LAG", "0m")))
                .isTrue();
        assertThat(told(alerts)).contains("end backup_age", "begin offsite_copies");
        try (PackagedFunction copy =
                chain.start(chain.primary(), COPY, Map.of("LIFEBOAT_SIGNING_KEY_SECRET", chain.secret("copy")))) {
            assertThat(copy.result(starts.getFirst())).contains("\"outcome\":\"copied\",\"subject\":\"" + MONDAY);
        }
        chain.verifyCopy(MONDAY);
        assertThat(looks(chain, chain.primary(), Map.of("LIFEBOAT_MAX_COPY_LAG", "0m")))
                .isTrue();
        assertThat(told(alerts)).containsExactly("end offsite_copies");
        assertThat(looks(chain, chain.offsite(), Map.of())).isTrue();
        assertThat(chain.starts(COPY).takeAll())
                .as("more events for one manifest")
                .isEmpty();
        assertThat(chain.starts(ALERT).takeAll()).as("events of failures").isEmpty();
    }
}
