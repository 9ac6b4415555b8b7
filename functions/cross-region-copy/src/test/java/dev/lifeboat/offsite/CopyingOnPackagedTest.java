package dev.lifeboat.offsite;

import static dev.lifeboat.lambda.FunctionRoom.failed;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.lambda.FunctionRoom;
import dev.lifeboat.offsite.Starts.Started;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.lambda.CutOff;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function where its time is short, and where it is killed. */
class CopyingOnPackagedTest {
    private static final int OBJECTS = 7;
    private static final int KILLS = Integer.getInteger("lifeboat.kills", 5);
    private static final long SEED = Long.getLong("lifeboat.seed", System.nanoTime());

    /** The function keeps two minutes of its time for the end. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    private final FunctionRoom room = new FunctionRoom("cross-region-copy", CrossRegionCopyHandler.class);
    private String offsiteBucket = room.aws().newVersionedBucket();
    private S3Store to = room.storeIn(offsiteBucket);
    private final FaultyProxy proxy = FaultyProxy.before(room.aws().endpoint());
    private final Starts starts = new Starts();

    CopyingOnPackagedTest() {
        room.set("LIFEBOAT_TO", to.location())
                .set(
                        "LIFEBOAT_SIGNING_KEY_SECRET",
                        room.aws().newSecret(room.shop().keyFile("copy")))
                .set("LIFEBOAT_JOBS", "1")
                .set("AWS_ENDPOINT_URL", proxy.endpoint().toString())
                .set("AWS_ENDPOINT_URL_LAMBDA", starts.endpoint());
        room.shop().backup(MONDAY);
    }

    @AfterEach
    void close() {
        proxy.close();
        starts.close();
    }

    private void assertOneGoodCopy() {
        Catalog there = room.shop().catalog(to);
        assertThat(new VerifyBackup(there, 1)
                        .run(
                                there.read(MONDAY),
                                Depth.CONTENT,
                                Optional.of(room.shop().recipient()),
                                Progress.none())
                        .failure())
                .isEmpty();
        List<String> versions =
                room.aws().s3().listObjectVersions(request -> request.bucket(offsiteBucket)).versions().stream()
                        .map(version -> version.key())
                        .toList();
        assertThat(versions).doesNotHaveDuplicates();
        assertThat(versions.stream().filter(key -> key.contains("/backups/"))).hasSize(OBJECTS);
        assertThat(versions.stream().filter(key -> key.contains("/manifests/"))).hasSize(1);
    }

    private void eachObjectTakes(Duration time) {
        proxy.next(
                Integer.MAX_VALUE,
                "PUT /%s/shop/backups/.*".formatted(offsiteBucket),
                Fault.handingOnAfter(() -> sleep(time)));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereTimeIsShortItStartsItselfUntilTheCopyIsWhole() {
        eachObjectTakes(Duration.ofSeconds(2));
        int runs = 1;
        try (PackagedFunction function = room.start(RESERVE.plusSeconds(7))) {
            String result = function.result(room.event("manifest-created"));
            while (result.startsWith("{\"outcome\":\"continued\",\"subject\":\"20261123T020000Z-full\"")) {
                assertThat(StoreActions.keys(to, "shop/manifests/")).isEmpty();
                Started started = starts.all().getLast();
                assertThat(starts.all()).hasSize(runs);
                runs++;
                assertThat(started.request()).isEqualTo("POST /2015-03-31/functions/tested/invocations");
                assertThat(started.type()).isEqualTo("Event");
                assertThat(started.payload())
                        .contains("\"lifeboat-run\":" + runs, "\"detail-type\":\"Object Created\"");
                result = function.result(started.payload());
            }
            assertThat(result).startsWith("{\"outcome\":\"copied\"");
        }
        assertThat(runs).isBetween(2, OBJECTS);
        assertOneGoodCopy();
        assertThat(proxy.count("PUT /%s/shop/backups/.*".formatted(offsiteBucket)))
                .isEqualTo(OBJECTS);
    }

    @Test
    void runThatCopiedNothingDoesNotGoOn() {
        try (PackagedFunction function = room.start(RESERVE)) {
            assertThat(function.failure(room.event("manifest-created"))).isEqualTo(failed("""
                    error [LB-307]: copying backup 20261123T020000Z-full came to nothing in its run 1, and 7 objects are left: it does not go on by itself
                        hint: what was done stays; go on where no time is set, with: lifeboat copy"""));
        }
        assertThat(starts.all()).isEmpty();
    }

    @Test
    void functionThatMayNotStartItselfFails() {
        eachObjectTakes(Duration.ofSeconds(2));
        starts.answering(403);
        try (PackagedFunction function = room.start(RESERVE.plusSeconds(7))) {
            assertThat(function.failure(room.event("manifest-created")).message())
                    .startsWith("error [LB-307]: function tested was not started again (")
                    .endsWith("hint: allow its role lambda:InvokeFunction on itself");
        }
    }

    /** As Lambda kills a run that takes too long, or a machine that is lost. */
    @Test
    void runThatIsKilledAtAnyMomentAndRepeatedEndsWithOneGoodCopy() {
        room.result("manifest-created");
        int requests = Math.toIntExact(proxy.count(".*"));
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            offsiteBucket = room.aws().newVersionedBucket();
            to = room.storeIn(offsiteBucket);
            room.set("LIFEBOAT_TO", to.location());
            int moment = 1 + requests * kill / KILLS + random.nextInt(requests / KILLS);
            assertThat(new CutOff(proxy, room::start).afterRequest(moment, room.event("manifest-created")))
                    .as("it did not end before request %d of %d", moment, requests)
                    .isEmpty();
            assertThat(room.result("manifest-created"))
                    .as("killed at request %d of %d, -Dlifeboat.seed=%d", moment, requests, SEED)
                    .matches("\\{\"outcome\":\"(copied|there)\".*");
            assertOneGoodCopy();
        }
    }
}
