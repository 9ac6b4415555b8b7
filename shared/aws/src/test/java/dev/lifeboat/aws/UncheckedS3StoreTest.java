package dev.lifeboat.aws;

import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.testing.aws.TestAws;

/** The contract where the service is not asked to confirm CRC-32C. */
class UncheckedS3StoreTest extends S3StoreContract {
    private final TestAws aws = TestAws.shared();

    @Override
    protected DeletingStore emptyStore() {
        return S3Store.initialize(
                S3Location.parse("s3://" + aws.newVersionedBucket()),
                TestSettings.at(aws.endpoint()).withoutCrc32c().settings());
    }
}
