package dev.lifeboat.aws;

import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.testing.aws.TestAws;

/** The contract on a bucket that keeps no versions. */
class S3StoreTest extends S3StoreContract {
    @Override
    protected DeletingStore emptyStore() {
        return TestStores.in(TestAws.shared().newBucket());
    }
}
