package dev.lifeboat.aws;

import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;
import java.util.Optional;

/** Stores in the AWS of the tests. */
final class TestStores {
    static {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    private TestStores() {}

    /** Makes {@code bucket} or {@code bucket/prefix} a store. */
    static S3Store in(String place) {
        return S3Store.initialize(
                S3Location.parse("s3://" + place), settings(TestAws.shared().endpoint()));
    }

    static S3Settings settings(URI endpoint) {
        return new S3Settings(
                Optional.of(endpoint),
                true,
                Optional.of(TestAws.shared().region()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                S3Settings.Limits.DEFAULT);
    }
}
