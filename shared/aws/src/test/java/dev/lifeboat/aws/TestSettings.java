package dev.lifeboat.aws;

import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How tests reach the AWS of the tests, in a word for each thing that differs. */
final class TestSettings {
    static {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    private final URI endpoint;
    private Optional<String> kmsKey = Optional.empty();
    private Optional<String> storageClass = Optional.empty();
    private Optional<S3Settings.Lock> lock = Optional.empty();
    private boolean confirmsCrc32c = TestAws.shared().confirmsChecksums();
    private S3Settings.Limits limits = S3Settings.Limits.DEFAULT;

    private TestSettings(URI endpoint) {
        this.endpoint = endpoint;
    }

    static TestSettings at(URI endpoint) {
        return new TestSettings(endpoint);
    }

    TestSettings kmsKey(String key) {
        kmsKey = Optional.of(key);
        return this;
    }

    TestSettings storageClass(String name) {
        storageClass = Optional.of(name);
        return this;
    }

    TestSettings lockedFor(int days, boolean compliance) {
        lock = Optional.of(new S3Settings.Lock(Duration.ofDays(days), compliance));
        return this;
    }

    TestSettings withoutCrc32c() {
        confirmsCrc32c = false;
        return this;
    }

    TestSettings limits(S3Settings.Limits other) {
        limits = other;
        return this;
    }

    S3Settings settings() {
        return new S3Settings(
                Optional.of(endpoint),
                true,
                Optional.of(TestAws.shared().region()),
                kmsKey,
                storageClass,
                lock,
                confirmsCrc32c,
                limits);
    }
}
