package dev.lifeboat.aws;

import static dev.lifeboat.aws.FaultyStore.BIG;
import static dev.lifeboat.aws.FaultyStore.KEY;
import static dev.lifeboat.aws.FaultyStore.TRIES;
import static dev.lifeboat.aws.FaultyStore.assertFails;
import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.testing.aws.Fault.answering;
import static dev.lifeboat.testing.aws.Fault.cuttingTheAnswerAfter;
import static dev.lifeboat.testing.aws.Fault.cuttingTheRequestAfter;
import static dev.lifeboat.testing.aws.Fault.dripping;
import static dev.lifeboat.testing.aws.Fault.losingTheAnswer;
import static dev.lifeboat.testing.aws.Fault.silentFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectUpload;
import dev.lifeboat.testing.aws.FaultyProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of uploads and downloads when the way to S3, or S3 itself, fails. */
class S3FaultsTest {
    private final FaultyStore faulty = FaultyStore.patient();
    private final FaultyProxy proxy = faulty.proxy();
    private final S3Store store = faulty.store();

    @AfterEach
    void stopProxy() {
        faulty.close();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "503, ServiceUnavailable"})
    void aServiceThatFailsForAWhileIsAskedAgain(int status, String code) {
        proxy.next(TRIES - 1, "PUT .*", answering(status, code));
        faulty.assertStored(noise(1000));
    }

    @Test
    void aServiceThatKeepsFailingFailsTheUpload() {
        proxy.next(Integer.MAX_VALUE, "PUT .*", answering(503, "SlowDown"));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> put(store, KEY, noise(1000)));
        faulty.assertNothingThere();
    }

    @Test
    void aPartThatKeepsFailingFailsTheUploadAndDiscardsTheOthers() {
        proxy.next(Integer.MAX_VALUE, "PUT .*partNumber=2.*", answering(500, "InternalError"));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> put(store, KEY, noise(BIG)));
        faulty.assertNothingThere();
        faulty.assertNothingInParts();
    }

    @Test
    void aConnectionThatBreaksWhileAPartIsSentIsReplaced() {
        proxy.next(1, "PUT .*partNumber=1.*", cuttingTheRequestAfter(3 << 20));
        proxy.next(1, "PUT .*partNumber=3.*", cuttingTheRequestAfter(0));
        faulty.assertStored(noise(BIG));
    }

    @Test
    void aConnectionThatBreaksWhileASmallObjectIsSentIsReplaced() {
        proxy.next(1, "PUT .*", cuttingTheRequestAfter(500));
        faulty.assertStored(noise(1000));
    }

    @Test
    void anUploadWhoseAnswerWasLostRecognisesItsObject() {
        proxy.next(1, "PUT .*", losingTheAnswer());
        faulty.assertStored(noise(1000));
        assertThat(proxy.count("PUT .*")).isEqualTo(2);
    }

    @Test
    void anUploadWhoseAnswersAreAllLostRecognisesItsObject() {
        proxy.next(Integer.MAX_VALUE, "PUT .*", losingTheAnswer());
        faulty.assertStored(noise(1000));
    }

    @Test
    void aPartWhoseAnswerWasLostIsSentAgain() {
        proxy.next(1, "PUT .*partNumber=2.*", losingTheAnswer());
        faulty.assertStored(noise(BIG));
    }

    @Test
    void anotherWritersObjectIsNotTakenForOnesOwnAfterALostAnswer() {
        put(TestStores.in(faulty.bucket()), KEY, "another's");
        proxy.next(1, "PUT .*", losingTheAnswer());
        assertThat(put(store, KEY, noise(1000))).isEqualTo(new CreateOutcome.AlreadyThere(new ObjectKey(KEY)));
    }

    @Test
    void anUploadThatIsRefusedSaysSo() {
        proxy.next(1, "PUT .*", answering(403, "AccessDenied"));
        assertThatThrownBy(() -> put(store, KEY, noise(1000)))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo("""
                                error [LB-106]: store s3://%s denies access (AccessDenied: as the test asked): object shop/object is not stored
                                    hint: see the role's policy, the bucket's and the KMS key's; docs/security.md lists what each command needs""".formatted(faulty.bucket())));
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "400, AuthorizationHeaderMalformed"})
    void aBucketInAnotherRegionIsSaidToBeThere(int status, String code) {
        proxy.next(1, "GET .*", answering(status, code, "x-amz-bucket-region: eu-north-1"));
        assertThatThrownBy(() -> store.status(new ObjectKey(KEY)))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo("""
                                error [LB-114]: store s3://%s is in region eu-north-1, not in the one that was asked: its objects are not listed
                                    hint: give --region, or set AWS_REGION, to the bucket's""".formatted(faulty.bucket())));
    }

    @Test
    void aDownloadThatBreaksGoesOnWhereItWas() {
        byte[] content = noise(3 << 20);
        put(store, KEY, content);
        proxy.next(2, "GET /[^?]*/object.*", cuttingTheAnswerAfter(700_000));
        assertThat(bytes(store, KEY)).isEqualTo(content);
        assertThat(proxy.count("GET /[^?]*/object.*")).isEqualTo(3);
    }

    @Test
    void aDownloadThatKeepsBreakingFails() {
        put(store, KEY, noise(3 << 20));
        proxy.next(Integer.MAX_VALUE, "GET /[^?]*/object.*", cuttingTheAnswerAfter(10));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> bytes(store, KEY));
    }

    @Test
    void aDownloadThatFallsSilentGoesOnOverAnotherConnection() {
        byte[] content = noise(100_000);
        put(store, KEY, content);
        proxy.next(1, "GET /[^?]*/object.*", silentFor(Duration.ofSeconds(10)));
        assertThat(bytes(store, KEY)).isEqualTo(content);
    }

    @Test
    void aSlowDownloadArrives() {
        byte[] content = noise(20_000);
        put(store, KEY, content);
        proxy.next(1, "GET /[^?]*/object.*", dripping(4_000, Duration.ofMillis(200)));
        assertThat(bytes(store, KEY)).isEqualTo(content);
        assertThat(proxy.count("GET /[^?]*/object.*")).isEqualTo(1);
    }

    @Test
    void aDownloadThatHardlyMovesIsTakenOverByAnotherConnection() {
        byte[] content = noise(20_000);
        put(store, KEY, content);
        proxy.next(1, "GET /[^?]*/object.*", dripping(100, Duration.ofMillis(500)));
        assertThat(bytes(store, KEY)).isEqualTo(content);
        assertThat(proxy.count("GET /[^?]*/object.*")).isEqualTo(2);
    }

    @Test
    void anUploadThatIsGivenUpLeavesNoParts() {
        try (ObjectUpload upload = store.create(new ObjectKey(KEY))) {
            upload.write(noise(BIG), 0, BIG);
        }
        faulty.assertNothingThere();
        faulty.assertNothingInParts();
    }
}
