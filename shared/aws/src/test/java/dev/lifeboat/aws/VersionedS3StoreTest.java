package dev.lifeboat.aws;

import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.testing.aws.TestAws;

/** The contract below a prefix in a bucket that keeps versions. */
class VersionedS3StoreTest extends S3StoreContract {
    @Override
    protected DeletingStore emptyStore() {
        return TestStores.in(TestAws.shared().newVersionedBucket() + "/backups/shop");
    }
}
