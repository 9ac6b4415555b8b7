package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.testing.aws.TestAws;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

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

    private void delete() {
        aws.s3().deleteObject(request -> request.bucket(bucket).key(KEY.value()));
    }

    private void overwrite(String text) {
        aws.s3().putObject(request -> request.bucket(bucket).key(KEY.value()), RequestBody.fromString(text));
    }
}
