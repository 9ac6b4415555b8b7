package dev.lifeboat.aws;

import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.ObjectStoreContract;
import dev.lifeboat.testing.aws.TestAws;

/** The contract on a bucket that keeps no versions. */
class S3StoreTest extends ObjectStoreContract {
    @Override
    protected DeletingStore emptyStore() {
        return TestStores.in(TestAws.shared().newBucket());
    }
}
