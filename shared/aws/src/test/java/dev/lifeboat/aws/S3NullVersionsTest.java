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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** A bucket that keeps versions only since something was stored in it: S3 calls the version of that {@code null}. */
class S3NullVersionsTest {
    private static final ObjectKey KEY = new ObjectKey("shop/object");

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newBucket();
    private final S3Store store = TestStores.in(bucket);

    @BeforeEach
    void storeAnObjectAndKeepVersionsFromThenOn() {
        put(store, KEY.value(), "ours");
        aws.keepVersions(bucket);
    }

    @Test
    void itIsReadBelowADeleteMarker() {
        delete();
        assertThat(text(store, KEY.value())).isEqualTo("ours");
        assertThat(store.status(KEY).map(ObjectStatus::covered)).contains(true);
    }

    @Test
    void itIsReadBelowAnotherVersion() {
        overwrite();
        assertThat(text(store, KEY.value())).isEqualTo("ours");
        assertThat(keys(store, "")).containsExactly(KEY.value());
    }

    @Test
    void itIsReadWithNothingOverIt() {
        assertThat(text(store, KEY.value())).isEqualTo("ours");
        assertThat(store.status(KEY).map(ObjectStatus::covered)).contains(false);
    }

    /** The conditional write succeeds there, and its object is nevertheless not the first. */
    @Test
    void itsNameIsTakenBelowADeleteMarker() {
        delete();
        assertThat(put(store, KEY.value(), "second, and longer")).isEqualTo(new CreateOutcome.AlreadyThere(KEY));
        assertThat(text(store, KEY.value())).isEqualTo("ours");
    }

    @Test
    void itsNameIsTaken() {
        assertThat(put(store, KEY.value(), "second")).isEqualTo(new CreateOutcome.AlreadyThere(KEY));
    }

    /** Without its version's name, S3 would put a marker over it. */
    @Test
    void itsRemovalLeavesNothing() {
        assertThat(store.delete(KEY)).isEqualTo(new Deletion.Deleted());
        assertNothingLeft();
    }

    @Test
    void itsRemovalTakesWhatLiesOverIt() {
        overwrite();
        delete();
        assertThat(store.delete(KEY)).isEqualTo(new Deletion.Deleted());
        assertNothingLeft();
        assertThat(put(store, KEY.value(), "again")).isInstanceOf(CreateOutcome.Created.class);
    }

    private void assertNothingLeft() {
        var left = aws.s3().listObjectVersions(request -> request.bucket(bucket).prefix(KEY.value()));
        assertThat(left.versions()).isEmpty();
        assertThat(left.deleteMarkers()).isEmpty();
    }

    private void delete() {
        aws.s3().deleteObject(request -> request.bucket(bucket).key(KEY.value()));
    }

    private void overwrite() {
        aws.s3().putObject(request -> request.bucket(bucket).key(KEY.value()), RequestBody.fromString("another's"));
    }
}
