package dev.lifeboat.aws;

import static dev.lifeboat.aws.FaultyStore.BIG;
import static dev.lifeboat.aws.FaultyStore.KEY;
import static dev.lifeboat.aws.FaultyStore.assertFails;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static dev.lifeboat.testing.aws.Fault.answering;
import static dev.lifeboat.testing.aws.Fault.handingOnAfter;
import static dev.lifeboat.testing.aws.Fault.losingTheAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.aws.TestAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** The request that makes an object, and what is made of its answers. */
class S3CompletionTest {
    private static final String COMPLETION = "POST .*uploadId=.*";

    private final TestAws aws = TestAws.shared();
    private final FaultyStore faulty = FaultyStore.patient();

    @AfterEach
    void stopProxy() {
        faulty.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void anObjectInPartsWhoseAnswersWereLostIsRecognised(int times) {
        faulty.next(times, COMPLETION, losingTheAnswer()).assertStored(noise(BIG));
    }

    @Test
    void aServiceThatIsBusyIsAskedAgain() {
        faulty.next(2, COMPLETION, answering(503, "SlowDown")).assertStored(noise(BIG));
    }

    @Test
    void aServiceThatStaysBusyFailsTheUploadAndThePartsAreDiscarded() {
        faulty.always(COMPLETION, answering(503, "SlowDown"));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> put(faulty.store(), KEY, noise(BIG)));
        faulty.assertNothingThere();
        faulty.assertNothingInParts();
    }

    @ParameterizedTest
    @CsvSource({"1000, PUT .*", BIG + ", " + COMPLETION})
    void anotherWriterWhoIsFasterHasTheName(int length, String kind) {
        faulty.next(1, kind, handingOnAfter(this::putAnothers));
        assertThat(put(faulty.store(), KEY, noise(length)))
                .isEqualTo(new CreateOutcome.AlreadyThere(new ObjectKey(KEY)));
        assertThat(text(faulty.store(), KEY)).isEqualTo("another's");
        faulty.assertOneVersion();
        faulty.assertNothingInParts();
    }

    @ParameterizedTest
    @CsvSource({"1000, PUT .*", BIG + ", " + COMPLETION})
    void aConflictWithAnotherWriteIsTriedAgain(int length, String kind) {
        faulty.next(2, kind, answering(409, "ConditionalRequestConflict")).assertStored(noise(length));
    }

    @Test
    void aConflictThatDoesNotEndFails() {
        faulty.always("PUT .*", answering(409, "ConditionalRequestConflict"));
        assertFails("""
                error [LB-104]: object shop/object in store s3://%s is being written by others at the same time: it is not stored
                    hint: run the command again, which stores everything of this run anew""".formatted(faulty.bucket()), () -> put(faulty.store(), KEY, noise(1000)));
        faulty.assertNothingThere();
    }

    /** AWS ends an upload in parts by a conflict, and takes it for unknown from then on. */
    @Test
    void anUploadThatEndedByAConflictHasToBeRepeated() {
        faulty.next(1, COMPLETION, answering(409, "ConditionalRequestConflict"))
                .always(COMPLETION, answering(404, "NoSuchUpload"));
        assertFails("""
                error [LB-101]: store s3://%s has discarded parts before they became an object: object shop/object is not stored
                    hint: run the command again; see that neither a person nor a rule of the bucket discards uploads within days""".formatted(faulty.bucket()), () -> put(faulty.store(), KEY, noise(BIG)));
        faulty.assertNothingThere();
    }

    private void putAnothers() {
        aws.s3().putObject(request -> request.bucket(faulty.bucket()).key(KEY), RequestBody.fromString("another's"));
    }
}
