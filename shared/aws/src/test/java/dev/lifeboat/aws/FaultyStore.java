package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;

/** A store in a new bucket that keeps versions, the way to which has faults, and what tests say of it. */
final class FaultyStore implements AutoCloseable {
    static final String KEY = "shop/object";
    static final int TRIES = 3;

    /** Bigger than two parts. */
    static final int BIG = (20 << 20) + 17;

    private static final S3Settings.Limits PATIENT =
            new S3Settings.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20), 1024, TRIES);

    /** For what should end by a time limit: a part of 8 MiB may take another second. */
    private static final S3Settings.Limits IMPATIENT =
            new S3Settings.Limits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2), 8 << 20, TRIES);

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());
    private final S3Store store;

    private FaultyStore(S3Settings.Limits limits) {
        store = S3Store.open(
                S3Location.parse("s3://" + bucket),
                TestSettings.at(proxy.endpoint()).limits(limits).settings());
    }

    static FaultyStore patient() {
        return new FaultyStore(PATIENT);
    }

    static FaultyStore impatient() {
        return new FaultyStore(IMPATIENT);
    }

    String bucket() {
        return bucket;
    }

    FaultyProxy proxy() {
        return proxy;
    }

    S3Store store() {
        return store;
    }

    FaultyStore next(int times, String kind, Fault fault) {
        proxy.next(times, kind, fault);
        return this;
    }

    FaultyStore always(String kind, Fault fault) {
        return next(Integer.MAX_VALUE, kind, fault);
    }

    void assertStored(byte[] content) {
        assertThat(put(store, KEY, content)).isInstanceOf(CreateOutcome.Created.class);
        assertThat(bytes(store, KEY)).isEqualTo(content);
        assertOneVersion();
    }

    static void assertFails(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure ->
                                assertThat(failure.code()).as(failure.toText()).isEqualTo(code));
    }

    static void assertFails(String text, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo(text));
    }

    void assertNothingThere() {
        assertThat(aws.s3()
                        .listObjectVersions(request -> request.bucket(bucket))
                        .versions())
                .isEmpty();
    }

    void assertOneVersion() {
        assertThat(aws.s3()
                        .listObjectVersions(request -> request.bucket(bucket))
                        .versions())
                .hasSize(1);
    }

    void assertNothingInParts() {
        assertThat(aws.s3()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
