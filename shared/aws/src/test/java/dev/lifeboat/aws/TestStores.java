package dev.lifeboat.aws;

import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;

/** Stores in the AWS of the tests. */
final class TestStores {
    private TestStores() {}

    /** Makes {@code bucket} or {@code bucket/prefix} a store. */
    static S3Store in(String place) {
        return S3Store.initialize(
                S3Location.parse("s3://" + place), settings(TestAws.shared().endpoint()));
    }

    static S3Settings settings(URI endpoint) {
        return TestSettings.at(endpoint).settings();
    }
}
