package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What objects get besides their bytes, whether they are stored by one request or in parts. */
class S3ObjectOptionsTest {
    private static final String KEY = "shop/object";
    private static final int SMALL = 10;
    private static final int IN_PARTS = 9 << 20;

    private final TestAws aws = TestAws.shared();

    @ParameterizedTest
    @ValueSource(ints = {SMALL, IN_PARTS})
    void aKmsKeyEncryptsThem(int length) {
        String kmsKey = aws.newKmsKey();
        HeadObjectResponse head = stored(
                aws.newVersionedBucket(),
                length,
                TestSettings.at(aws.endpoint()).kmsKey(kmsKey));
        assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(head.ssekmsKeyId()).contains(kmsKey);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, IN_PARTS})
    void aLockAndAStorageClassAreTheirs(int length) {
        HeadObjectResponse head = stored(
                aws.newLockingBucket(),
                length,
                TestSettings.at(aws.endpoint()).storageClass("STANDARD_IA").lockedFor(3, false));
        assertThat(head.storageClassAsString()).isEqualTo("STANDARD_IA");
        assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.GOVERNANCE);
        assertThat(head.objectLockRetainUntilDate()).isAfter(Instant.now().plus(Duration.ofDays(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, IN_PARTS})
    void nobodyEndsALockOfCompliance(int length) {
        HeadObjectResponse head = stored(
                aws.newLockingBucket(), length, TestSettings.at(aws.endpoint()).lockedFor(1, true));
        assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
        assertThat(head.objectLockRetainUntilDate())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
    }

    @Test
    void theMarkerOfAStoreIsLockedToo() {
        String bucket = aws.newLockingBucket();
        stored(bucket, SMALL, TestSettings.at(aws.endpoint()).lockedFor(1, true));
        HeadObjectResponse marker =
                aws.s3().headObject(request -> request.bucket(bucket).key(".lifeboat-store"));
        assertThat(marker.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
    }

    private HeadObjectResponse stored(String bucket, int length, TestSettings settings) {
        S3Store store = S3Store.initialize(S3Location.parse("s3://" + bucket), settings.settings());
        byte[] content = noise(length);
        assertThat(put(store, KEY, content)).isInstanceOf(CreateOutcome.Created.class);
        assertThat(bytes(store, KEY)).isEqualTo(content);
        return aws.s3().headObject(request -> request.bucket(bucket).key(KEY));
    }
}
