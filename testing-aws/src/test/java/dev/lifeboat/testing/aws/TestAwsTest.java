package dev.lifeboat.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
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
    void withoutAnyThatCanBeHadTestsFailAndSayWhy() {
        List<Emulator> none = List.of(
                unavailable("LocalStack in Docker", "no Docker engine answers"),
                unavailable("moto's server", "there is no moto_server"));
        assertThatThrownBy(() -> TestAws.start(none))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        there is no AWS to test against:
                            LocalStack in Docker: no Docker engine answers
                            moto's server: there is no moto_server""");
    }

    @Test
    void theFirstThatCanBeHadIsTaken() {
        Emulator available = emulator("moto's server", () -> URI.create("http://127.0.0.1:5000"));
        assertThat(TestAws.start(List.of(unavailable("LocalStack", "no Python 3.13"), available)))
                .hasToString("moto's server at http://127.0.0.1:5000");
    }

    @FunctionalInterface
    private interface Start {
        URI start() throws EmulatorUnavailableException;
    }

    private static Emulator unavailable(String name, String why) {
        return emulator(name, () -> {
            throw new EmulatorUnavailableException(why, null);
        });
    }

    private static Emulator emulator(String name, Start start) {
        return new Emulator() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public URI start() throws EmulatorUnavailableException {
                return start.start();
            }
        };
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
