package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.checksums;
import static dev.lifeboat.store.StoreActions.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectUpload;
import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Errors that people act on, and the bound on memory. */
class S3StoreTroubleTest {
    private static final ObjectKey KEY = new ObjectKey("shop/object");

    private final TestAws aws = TestAws.shared();

    @Test
    void aBucketThatDoesNotExistIsSaidSo() {
        assertThatThrownBy(() -> TestStores.in("lifeboat-no-such-bucket"))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo("""
                                error [LB-113]: store s3://lifeboat-no-such-bucket is in a bucket that does not exist: it does not become a store
                                    hint: see the bucket's name, the account and the endpoint; buckets are made outside of Lifeboat"""));
    }

    @Test
    void anEndpointThatDoesNotAnswerIsSaidSo() {
        S3Settings once = TestSettings.at(URI.create("http://127.0.0.1:9"))
                .limits(new S3Settings.Limits(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1024, 1))
                .settings();
        S3Store store = S3Store.open(S3Location.parse("s3://some-bucket/shop"), once);
        assertThatThrownBy(() -> store.status(KEY))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo("""
                                error [LB-101]: store s3://some-bucket/shop does not answer at http://127.0.0.1:9 (connection refused): its objects are not listed
                                    hint: see the endpoint, the region and the network, then run the command again"""));
    }

    /** Six writers share four blocks of memory: all finish, since whoever waits holds nothing. */
    @Test
    void moreWritersThanBlocksOfMemoryAllFinish() throws Exception {
        PartMemory memory = new PartMemory(4, Duration.ofMinutes(2));
        S3Store store =
                S3Store.open(S3Location.parse("s3://" + aws.newBucket()), TestStores.settings(aws.endpoint()), memory);
        byte[] content = noise(18 << 20);
        try (ExecutorService writers = Executors.newFixedThreadPool(6)) {
            List<Future<CreateOutcome>> outcomes = writers.invokeAll(IntStream.range(0, 6)
                    .<Callable<CreateOutcome>>mapToObj(n -> () -> put(store, new ObjectKey("shop/" + n), content))
                    .toList());
            for (Future<CreateOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(CreateOutcome.Created.class);
            }
        }
        assertThat(memory.take(4)).hasSize(4);
    }

    @Test
    void memoryThatNobodyGivesBackFailsAnUploadAfterATime() {
        PartMemory memory = new PartMemory(4, Duration.ofMillis(50));
        memory.take(4);
        S3Store store =
                S3Store.open(S3Location.parse("s3://" + aws.newBucket()), TestStores.settings(aws.endpoint()), memory);
        assertThatThrownBy(() -> put(store, KEY, noise(1 << 20)))
                .isInstanceOf(LifeboatException.class)
                .hasMessageContaining("which other uploads hold: this one is given up");
    }

    private static CreateOutcome put(S3Store store, ObjectKey key, byte[] content) {
        try (ObjectUpload upload = store.create(key)) {
            upload.write(content, 0, content.length);
            return upload.commit(checksums(content));
        }
    }
}
