package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read where an object is not stored for the lock that it was to get. */
class S3LockTroubleTest {
    private static final String KEY = "shop/object";

    private final TestAws aws = TestAws.shared();

    private static S3Store locking(String bucket, TestSettings settings) {
        return S3Store.open(
                S3Location.parse("s3://" + bucket),
                settings.lockedFor(30, false).settings());
    }

    private static void assertFails(S3Store store, int length, String text) {
        assertThatThrownBy(() -> put(store, KEY, noise(length)))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo(text));
        assertThat(store.status(new ObjectKey(KEY))).isEmpty();
    }

    /** By one request, or with the one that begins an upload in parts. */
    @ParameterizedTest
    @ValueSource(ints = {10, 9 << 20})
    void lockThatAPolicyDeniesIsNamed(int length) {
        String bucket = aws.newLockingBucket();
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())) {
            proxy.next(1, "(PUT|POST) .*", Fault.answering(403, "AccessDenied"));
            assertFails(locking(bucket, TestSettings.at(proxy.endpoint())), length, """
                    error [LB-106]: store s3://%s denies to store an object that is locked for 30 days (AccessDenied: as the test asked): \
                    object shop/object is not stored
                        hint: see whether the bucket's policy allows locks of so many days (the template's parameter MaxLockDays), and the role \
                    s3:PutObjectRetention; docs/security.md lists what it needs besides""".formatted(bucket));
        }
    }

    /** As AWS answers; emulators take the object, and forget the lock. */
    @Test
    void bucketThatKnowsNoLocksIsNamed() {
        String bucket = aws.newVersionedBucket();
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())) {
            proxy.next(1, "PUT .*", Fault.saying(400, "InvalidRequest", "Bucket is missing Object Lock Configuration"));
            assertFails(locking(bucket, TestSettings.at(proxy.endpoint())), 10, """
                    error [LB-117]: store s3://%s does not lock an object for 30 days \
                    (InvalidRequest: Bucket is missing Object Lock Configuration): object shop/object is not stored
                        hint: use a bucket that was made with Object Lock, or leave out lock-days""".formatted(bucket));
        }
    }
}
