package dev.lifeboat.aws;

import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.CopyOutcome.Copied;
import dev.lifeboat.replication.CopyOutcome.There;
import dev.lifeboat.replication.CopyReport;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Whole backups on their way between buckets and folders. */
class CopiesBetweenStoresTest {
    private final TestAws aws = TestAws.shared();

    @TempDir
    Path folder;

    private static CopyReport copy(MadeUpShop shop, ObjectStore from, ObjectStore to) {
        Catalog catalog = shop.catalog(from);
        return new Replication(catalog, to, shop.pin(), Clock.systemUTC())
                .run(Selection.all(catalog), shop.signer(Role.COPY), "test", 4, Progress.none());
    }

    private static void assertCopies(ObjectStore from, ObjectStore to) {
        MadeUpShop shop = new MadeUpShop(from);
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        CopyReport first = copy(shop, from, to);
        assertThat(first.failure()).isEmpty();
        assertThat(first.outcomes()).hasSize(2).allMatch(Copied.class::isInstance);
        assertThat(copy(shop, from, to).outcomes()).containsExactly(new There(MONDAY), new There(TUESDAY));
        Catalog there = shop.catalog(to);
        for (var id : java.util.List.of(MONDAY, TUESDAY)) {
            assertThat(new VerifyBackup(there, 2)
                            .run(there.read(id), Depth.CONTENT, Optional.of(shop.recipient()), Progress.none())
                            .failure())
                    .isEmpty();
        }
    }

    @Test
    void fromBucketToBucket() {
        assertCopies(
                TestStores.in(aws.newVersionedBucket()), TestStores.in(aws.newVersionedBucket() + "/offsite/of-shop"));
    }

    @Test
    void fromFolderToBucket() {
        assertCopies(DirectoryStore.initialize(folder), TestStores.in(aws.newVersionedBucket()));
    }

    @Test
    void fromBucketToFolder() {
        assertCopies(TestStores.in(aws.newVersionedBucket()), DirectoryStore.initialize(folder));
    }

    @Test
    void fromFolderToFolder() {
        assertCopies(
                DirectoryStore.initialize(folder.resolve("here")), DirectoryStore.initialize(folder.resolve("there")));
    }

    @Test
    void objectsGoFromBucketToBucketWithoutBeingRead() {
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())) {
            S3Settings settings = TestSettings.at(proxy.endpoint()).settings();
            S3Store from = S3Store.initialize(S3Location.parse("s3://" + aws.newVersionedBucket()), settings);
            S3Store to = S3Store.initialize(S3Location.parse("s3://" + aws.newVersionedBucket()), settings);
            MadeUpShop shop = new MadeUpShop(from);
            shop.backup(MONDAY);
            assertThat(copy(shop, from, to).failure()).isEmpty();
            assertThat(proxy.count("GET .*/data/.*copy.zst.pgp.*")).isEqualTo(aws.confirmsChecksums() ? 0 : 3);
        }
    }

    /** Who can write to a bucket that keeps no versions can replace an object; S3 then knows another checksum. */
    @Test
    void objectThatWasReplacedInTheBucketIsNamedAndNotCopied() {
        String bucket = aws.newBucket();
        S3Store from = TestStores.in(bucket);
        S3Store to = TestStores.in(aws.newVersionedBucket());
        MadeUpShop shop = new MadeUpShop(from);
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        String key = shop.data(backup.content(), 1).value();
        byte[] bytes = StoreActions.bytes(from, key);
        bytes[3] ^= 1;
        aws.s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));

        assertThat(copy(shop, from, to).failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.OBJECT_DAMAGED);
            assertThat(failure)
                    .hasMessageStartingWith("object %s in s3://%s has SHA-256 ", key, bucket)
                    .hasMessageEndingWith(": it is not copied");
        });
        assertThat(to.status(backup.key())).isEmpty();
        assertThat(StoreActions.keys(to, "shop/backups/")).doesNotContain(key);
    }
}
