package dev.lifeboat.worker;

import static dev.lifeboat.worker.WorkerShop.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.lambda.CutOff;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The function's process, ended without a word, as Lambda ends a run that takes too long, and as a machine ends that is lost. */
class KilledWorkerPackagedTest {
    private static final Path JAR = Path.of("target", "lifeboat-postgres-worker.jar");
    private static final int KILLS = Integer.getInteger("lifeboat.kills", 6);
    private static final long SEED = Long.getLong("lifeboat.seed", System.nanoTime());

    private final List<Integer> killed = new ArrayList<>();
    private WorkerShop shop = new WorkerShop();

    @Test
    void processThatIsKilledAtAnyMomentsAndGivenItsEventAgainLeavesOneGoodBackup() {
        int requests = requestsOfAWholeRun();
        beginAnew();
        for (int moment : moments(requests)) {
            Optional<Invocation> end = killedAfterRequest(moment);
            if (end.isPresent()) {
                assertOneGoodBackup(requests, end.get());
                beginAnew();
                assertThat(killedAfterRequest(moment)).as(story(requests)).isEmpty();
            }
        }
        try (PackagedFunction function = start(shop.environment())) {
            assertOneGoodBackup(requests, function.invoke(event("job")));
        }
    }

    private void beginAnew() {
        shop = new WorkerShop();
        killed.clear();
    }

    private int requestsOfAWholeRun() {
        try (FaultyProxy proxy = FaultyProxy.before(shop.aws.endpoint());
                PackagedFunction function = startBehind(proxy)) {
            assertOneGoodBackup(0, function.invoke(event("job")));
            return Math.toIntExact(proxy.count(".*"));
        }
    }

    /** One from each of as many stretches of a run, from the first request to the last. */
    private static List<Integer> moments(int requests) {
        Random random = new Random(SEED);
        List<Integer> moments = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int first = 1 + requests * kill / KILLS;
            int next = 1 + requests * (kill + 1) / KILLS;
            moments.add(random.nextInt(first, next));
        }
        return moments;
    }

    /** What became of the run if it ended before that request to the store. */
    private Optional<Invocation> killedAfterRequest(int moment) {
        try (FaultyProxy proxy = FaultyProxy.before(shop.aws.endpoint())) {
            Optional<Invocation> end = new CutOff(proxy, () -> startBehind(proxy)).afterRequest(moment, event("job"));
            if (end.isEmpty()) {
                killed.add(moment);
            }
            return end;
        }
    }

    private PackagedFunction startBehind(FaultyProxy proxy) {
        Map<String, String> environment = shop.environment();
        environment.put("AWS_ENDPOINT_URL_S3", proxy.endpoint().toString());
        return start(environment);
    }

    private static PackagedFunction start(Map<String, String> environment) {
        return PackagedFunction.start(JAR, PostgresWorkerHandler.class.getName(), environment);
    }

    private void assertOneGoodBackup(int requests, Invocation end) {
        String story = story(requests);
        assertThat(end)
                .as(story)
                .isInstanceOfSatisfying(
                        Invocation.Returned.class,
                        returned ->
                                assertThat(returned.json()).as(story).matches("\\{\"outcome\":\"made( before)?\",.*"));
        shop.assertOneGoodBackup(story);
        assertThat(shop.records()).as(story).hasSize(1);
    }

    private String story(int requests) {
        return "killed after requests %s of about %d, one after the other, -Dlifeboat.seed=%d"
                .formatted(killed, requests, SEED);
    }
}
