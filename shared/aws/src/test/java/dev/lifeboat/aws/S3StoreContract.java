package dev.lifeboat.aws;

import dev.lifeboat.store.ObjectStoreContract;
import dev.lifeboat.testing.aws.TestAws;

/** The contract, as far as the AWS of the tests can keep it. */
abstract class S3StoreContract extends ObjectStoreContract {
    @Override
    protected final boolean datesUploads() {
        return TestAws.shared().datesUploads();
    }
}
