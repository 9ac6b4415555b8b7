package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.Deletion;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** What is put over an object in a bucket that keeps versions changes nothing of what is read. */
class S3StoreVersionsTest {
    private static final ObjectKey KEY = new ObjectKey("shop/object");

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final S3Store store = TestStores.in(bucket);

    @BeforeEach
    void storeAnObject() {
        put(store, KEY.value(), "ours");
    }

    @Test
    void anObjectBelowADeleteMarkerIsRead() {
        delete();
        assertThat(text(store, KEY.value())).isEqualTo("ours");
        assertThat(keys(store, "")).containsExactly(KEY.value());
        assertThat(store.status(KEY).map(ObjectStatus::covered)).contains(true);
    }

    @Test
    void theFirstVersionIsRead() {
        overwrite("another's");
        overwrite("a third one's");
        assertThat(text(store, KEY.value())).isEqualTo("ours");
        assertThat(store.status(KEY).orElseThrow().bytes()).isEqualTo("ours".length());
        assertThat(store.status(KEY).map(ObjectStatus::covered)).contains(true);
    }

    @Test
    void anObjectThatNothingLiesOverIsNotCovered() {
        assertThat(store.status(KEY).map(ObjectStatus::covered)).contains(false);
    }

    @Test
    void aNameBelowADeleteMarkerIsTaken() {
        delete();
        assertThat(put(store, KEY.value(), "second")).isEqualTo(new CreateOutcome.AlreadyThere(KEY));
        assertThat(text(store, KEY.value())).isEqualTo("ours");
    }

    @Test
    void moreVersionsThanAPageHoldsAreSeen() {
        for (int n = 0; n < 12; n++) {
            overwrite("version " + n);
        }
        put(store, KEY.value() + "-2", "next");
        assertThat(text(store, KEY.value())).isEqualTo("ours");
        assertThat(keys(store, "")).containsExactly(KEY.value(), KEY.value() + "-2");
    }

    @Test
    void manyKeysThatOnlyBeginLikeAnotherDoNotHideThatItIsMissing() {
        for (int n = 0; n < 12; n++) {
            put(store, "shop/none-" + n, "text");
        }
        assertThat(store.status(new ObjectKey("shop/none"))).isEmpty();
    }

    /** Otherwise what was put over the object would be the object, or its name would be taken for ever. */
    @Test
    void removalTakesEveryVersionAndMarker() {
        put(store, KEY.value() + "-2", "next");
        overwrite("another's");
        delete();
        overwrite("a third one's");
        for (int n = 0; n < 12; n++) {
            overwrite("version " + n);
        }
        assertThat(store.delete(KEY)).isEqualTo(new Deletion.Deleted());
        assertThat(aws.s3()
                        .listObjectVersions(request -> request.bucket(bucket).prefix(KEY.value()))
                        .versions())
                .extracting(ObjectVersion::key)
                .containsExactly(KEY.value() + "-2");
        assertThat(put(store, KEY.value(), "again")).isInstanceOf(CreateOutcome.Created.class);
    }

    @Test
    void removalOfWhatIsLockedRemovesNothing() {
        String locking = aws.newLockingBucket();
        S3Store locked = TestStores.in(locking);
        put(locked, KEY.value(), "ours");
        aws.s3().putObject(request -> request.bucket(locking).key(KEY.value()), RequestBody.fromString("another's"));
        String version = aws.s3()
                .listObjectVersions(request -> request.bucket(locking).prefix(KEY.value()))
                .versions()
                .getLast()
                .versionId();
        Instant until = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        aws.s3()
                .putObjectRetention(request -> request.bucket(locking)
                        .key(KEY.value())
                        .versionId(version)
                        .retention(lock -> lock.mode("GOVERNANCE").retainUntilDate(until)));

        assertThat(locked.delete(KEY)).isEqualTo(new Deletion.Locked(Optional.of(until)));
        assertThat(text(locked, KEY.value())).isEqualTo("ours");
        assertThat(locked.status(KEY).map(ObjectStatus::covered)).contains(true);
    }

    private void delete() {
        aws.s3().deleteObject(request -> request.bucket(bucket).key(KEY.value()));
    }

    private void overwrite(String text) {
        aws.s3().putObject(request -> request.bucket(bucket).key(KEY.value()), RequestBody.fromString(text));
    }
}
