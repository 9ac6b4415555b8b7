package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.testing.aws.Fault.answering;
import static dev.lifeboat.testing.aws.Fault.cuttingTheAnswerAfter;
import static dev.lifeboat.testing.aws.Fault.cuttingTheRequestAfter;
import static dev.lifeboat.testing.aws.Fault.dripping;
import static dev.lifeboat.testing.aws.Fault.losingTheAnswer;
import static dev.lifeboat.testing.aws.Fault.silentFor;
import static dev.lifeboat.testing.aws.Fault.turningABitOfTheAnswerAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectUpload;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of uploads and downloads when the way to S3, or S3 itself, fails. */
class S3FaultsTest {
    private static final String KEY = "shop/object";
    private static final int TRIES = 3;
    private static final int BIG = (20 << 20) + 17;

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());
    private final S3Store store = store();

    private S3Store store() {
        S3Settings usual = TestStores.settings(proxy.endpoint());
        return S3Store.open(
                S3Location.parse("s3://" + bucket),
                new S3Settings(
                        usual.endpoint(),
                        true,
                        usual.region(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        new S3Settings.Limits(
                                Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20), 1024, TRIES)));
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "503, ServiceUnavailable"})
    void aServiceThatFailsForAWhileIsAskedAgain(int status, String code) {
        proxy.next(TRIES - 1, "PUT .*", answering(status, code));
        assertStored(noise(1000));
    }

    @Test
    void aServiceThatKeepsFailingFailsTheUpload() {
        proxy.next(Integer.MAX_VALUE, "PUT .*", answering(503, "SlowDown"));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> put(store, KEY, noise(1000)));
        assertNothingThere();
    }

    @Test
    void aPartThatKeepsFailingFailsTheUploadAndDiscardsTheOthers() {
        proxy.next(Integer.MAX_VALUE, "PUT .*partNumber=2.*", answering(500, "InternalError"));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> put(store, KEY, noise(BIG)));
        assertNothingThere();
        assertNothingInParts();
    }

    @Test
    void aConnectionThatBreaksWhileAPartIsSentIsReplaced() {
        proxy.next(1, "PUT .*partNumber=1.*", cuttingTheRequestAfter(3 << 20));
        proxy.next(1, "PUT .*partNumber=3.*", cuttingTheRequestAfter(0));
        assertStored(noise(BIG));
    }

    @Test
    void aConnectionThatBreaksWhileASmallObjectIsSentIsReplaced() {
        proxy.next(1, "PUT .*", cuttingTheRequestAfter(500));
        assertStored(noise(1000));
    }

    @Test
    void anUploadWhoseAnswerWasLostRecognisesItsObject() {
        proxy.next(1, "PUT .*", losingTheAnswer());
        assertStored(noise(1000));
        assertThat(proxy.count("PUT .*")).isEqualTo(2);
        assertOneVersion();
    }

    @Test
    void anUploadWhoseAnswersAreAllLostRecognisesItsObject() {
        proxy.next(Integer.MAX_VALUE, "PUT .*", losingTheAnswer());
        assertStored(noise(1000));
        assertOneVersion();
    }

    @Test
    void anObjectInPartsWhoseAnswerWasLostIsRecognised() {
        proxy.next(1, "POST .*uploadId=.*", losingTheAnswer());
        assertStored(noise(BIG));
        assertOneVersion();
    }

    @Test
    void aPartWhoseAnswerWasLostIsSentAgain() {
        proxy.next(1, "PUT .*partNumber=2.*", losingTheAnswer());
        assertStored(noise(BIG));
    }

    @Test
    void anotherWritersObjectIsNotTakenForOnesOwnAfterALostAnswer() {
        put(TestStores.in(bucket), KEY, "another's");
        proxy.next(1, "PUT .*", losingTheAnswer());
        assertThat(put(store, KEY, noise(1000))).isEqualTo(new CreateOutcome.AlreadyThere(new ObjectKey(KEY)));
    }

    @ParameterizedTest
    @CsvSource({"1000, PUT .*", BIG + ", POST .*uploadId=.*"})
    void aConflictWithAnotherWriteIsTriedAgain(int length, String request) {
        proxy.next(2, request, answering(409, "ConditionalRequestConflict"));
        assertStored(noise(length));
    }

    @Test
    void anUploadThatIsRefusedSaysSo() {
        proxy.next(1, "PUT .*", answering(403, "AccessDenied"));
        assertThatThrownBy(() -> put(store, KEY, noise(1000)))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo("""
                                error [LB-106]: store s3://%s denies access (AccessDenied: as the test asked): object shop/object is not stored
                                    hint: see the role's policy, the bucket's and the KMS key's; docs/security.md lists what each command needs""".formatted(bucket)));
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
                                    hint: give --region, or set AWS_REGION, to the bucket's""".formatted(bucket)));
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

    /** Whoever reads an object compares its SHA-256; the store hands on what came. */
    @Test
    void wrongBytesOfADownloadAreHandedOnToWhoChecksThem() {
        byte[] content = noise(20_000);
        put(store, KEY, content);
        proxy.next(1, "GET /[^?]*/object.*", turningABitOfTheAnswerAt(9_999));
        content[9_999] ^= 1;
        assertThat(bytes(store, KEY)).isEqualTo(content);
    }

    @Test
    void anUploadThatIsGivenUpLeavesNoParts() {
        try (ObjectUpload upload = store.create(new ObjectKey(KEY))) {
            upload.write(noise(BIG), 0, BIG);
        }
        assertNothingThere();
        assertNothingInParts();
    }

    private void assertStored(byte[] content) {
        assertThat(put(store, KEY, content)).isInstanceOf(CreateOutcome.Created.class);
        assertThat(bytes(store, KEY)).isEqualTo(content);
    }

    private static void assertFails(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure ->
                                assertThat(failure.code()).as(failure.toText()).isEqualTo(code));
    }

    private void assertNothingThere() {
        assertThat(aws.s3()
                        .listObjectVersions(request -> request.bucket(bucket))
                        .versions())
                .isEmpty();
    }

    private void assertOneVersion() {
        assertThat(aws.s3()
                        .listObjectVersions(request -> request.bucket(bucket))
                        .versions())
                .hasSize(1);
    }

    private void assertNothingInParts() {
        assertThat(aws.s3()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }
}
