package dev.lifeboat.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

class TestAwsTest {
    private final TestAws aws = TestAws.shared();

    @Test
    void isStartedOnce() {
        assertThat(TestAws.shared()).isSameAs(aws);
    }

    @Test
    void saysWhatAnswers() {
        assertThat(aws.toString()).matches("(LocalStack 4\\.14\\.0|moto).* at http://.*");
    }

    @Test
    void givesEachTestABucketOfItsOwn() {
        String one = aws.newBucket();
        aws.s3().putObject(request -> request.bucket(one).key("a"), RequestBody.fromString("text"));
        assertThat(aws.s3().listObjectsV2(request -> request.bucket(one)).keyCount())
                .isEqualTo(1);
        assertThat(aws.s3()
                        .listObjectsV2(request -> request.bucket(aws.newBucket()))
                        .keyCount())
                .isZero();
    }

    @Test
    void givesBucketsThatKeepVersions() {
        String bucket = aws.newVersionedBucket();
        assertThat(aws.s3()
                        .getBucketVersioning(request -> request.bucket(bucket))
                        .status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
    }
}
