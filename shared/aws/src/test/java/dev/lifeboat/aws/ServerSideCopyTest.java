package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.checksums;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.SentRequest;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Objects that go from bucket to bucket without passing through this machine. */
class ServerSideCopyTest {
    private static final ObjectKey KEY = new ObjectKey("shop/object");
    private static final byte[] SMALL = noise(1000);
    private static final byte[] BIG = noise(12 << 20);
    private static final String READS = "GET /[^?]*/shop/object.*";
    private static final String COPIES = "PUT [^?]*";

    private final TestAws aws = TestAws.shared();
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());
    private final String there = aws.newVersionedBucket();
    private final String here = aws.newVersionedBucket();
    private final S3Store from = store(here);
    private final S3Store to = store(there);

    private S3Store store(String bucket) {
        return S3Store.open(
                S3Location.parse("s3://" + bucket + "/backups"),
                TestSettings.at(proxy.endpoint()).settings());
    }

    private Bucket bucket(String name) {
        S3Location location = S3Location.parse("s3://" + name + "/backups");
        S3Settings settings = TestSettings.at(proxy.endpoint()).settings();
        return new Bucket(S3Clients.open(settings), location, settings, new S3Failure(location, "its endpoint"));
    }

    @BeforeEach
    void requireChecksums() {
        assumeTrue(aws.confirmsChecksums(), "moto keeps no CRC-32C, so nothing is copied that way");
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    private void assertCopied(Optional<CreateOutcome> outcome, byte[] content) {
        assertThat(outcome)
                .hasValueSatisfying(made -> assertThat(made)
                        .isInstanceOfSatisfying(CreateOutcome.Created.class, created -> {
                            assertThat(created.status().bytes()).isEqualTo(content.length);
                            assertThat(created.status().covered()).isFalse();
                        }));
        assertThat(bytes(to, KEY.value())).isEqualTo(content);
        assertThat(to.crc32c(KEY)).contains(checksums(content).crc32c());
        assertThat(aws.s3()
                        .listMultipartUploads(request -> request.bucket(there))
                        .uploads())
                .isEmpty();
    }

    @Test
    void objectIsCopiedWithoutBeingRead() {
        put(from, KEY.value(), SMALL);
        Optional<CreateOutcome> outcome = to.take(KEY, from, checksums(SMALL));
        assertThat(proxy.count(READS)).isZero();
        assertCopied(outcome, SMALL);
    }

    @Test
    void copyIsConditionalAndNamesTheVersion() {
        put(from, KEY.value(), SMALL);
        to.take(KEY, from, checksums(SMALL));
        SentRequest copy = proxy.requests(COPIES).getLast();
        assertThat(copy.header("if-none-match")).contains("*");
        assertThat(copy.header("x-amz-copy-source"))
                .hasValueSatisfying(source -> assertThat(source).contains(here).contains("versionId="));
        assertThat(copy.header("x-amz-copy-source-if-match")).isPresent();
        assertThat(copy.header("x-amz-checksum-algorithm")).contains("CRC32C");
    }

    @Test
    void bigObjectIsCopiedInParts() {
        put(from, KEY.value(), BIG);
        Optional<CreateOutcome> outcome =
                new ServerSideCopy(bucket(here), bucket(there), 1 << 20, 5 << 20).of(KEY, checksums(BIG));
        assertThat(proxy.count("PUT .*partNumber=[123]&.*")).isGreaterThanOrEqualTo(3);
        assertThat(proxy.count(READS)).isZero();
        assertCopied(outcome, BIG);
    }

    @Test
    void serviceThatKnowsNoConditionOnCopiesCopiesInParts() {
        put(from, KEY.value(), BIG);
        proxy.next(Integer.MAX_VALUE, COPIES, Fault.answering(501, "NotImplemented"));
        Optional<CreateOutcome> outcome = to.take(KEY, from, checksums(BIG));
        assertThat(proxy.count(READS)).isZero();
        assertCopied(outcome, BIG);
    }

    @Test
    void copyWhoseAnswerWasLostIsRecognised() {
        put(from, KEY.value(), SMALL);
        proxy.next(1, COPIES, Fault.losingTheAnswer());
        assertCopied(to.take(KEY, from, checksums(SMALL)), SMALL);
    }

    @Test
    void partsWhoseCompletionsAnswerWasLostAreRecognised() {
        put(from, KEY.value(), BIG);
        proxy.next(1, "POST .*uploadId=.*", Fault.losingTheAnswer());
        assertCopied(new ServerSideCopy(bucket(here), bucket(there), 1 << 20, 5 << 20).of(KEY, checksums(BIG)), BIG);
    }

    @Test
    void partThatCannotBeCopiedDiscardsTheOthers() {
        put(from, KEY.value(), BIG);
        proxy.next(Integer.MAX_VALUE, "PUT .*partNumber=2.*", Fault.answering(403, "AccessDenied"));
        ServerSideCopy copy = new ServerSideCopy(bucket(here), bucket(there), 1 << 20, 5 << 20);
        assertThatThrownBy(() -> copy.of(KEY, checksums(BIG))).isInstanceOf(LifeboatException.class);
        assertThat(to.status(KEY)).isEmpty();
        assertThat(aws.s3()
                        .listMultipartUploads(request -> request.bucket(there))
                        .uploads())
                .isEmpty();
    }

    @Test
    void whatIsThereIsLeftAsItIs() {
        put(from, KEY.value(), SMALL);
        put(to, KEY.value(), "something else".getBytes(StandardCharsets.UTF_8));
        assertThat(to.take(KEY, from, checksums(SMALL))).contains(new CreateOutcome.AlreadyThere(KEY));
        assertThat(bytes(to, KEY.value())).isEqualTo("something else".getBytes(StandardCharsets.UTF_8));
        assertThat(aws.s3().listObjectVersions(request -> request.bucket(there)).versions())
                .hasSize(1);
    }

    @Test
    void whatIsThereIsLeftAsItIsByPartsToo() {
        put(from, KEY.value(), BIG);
        put(to, KEY.value(), SMALL);
        assertThat(new ServerSideCopy(bucket(here), bucket(there), 1 << 20, 5 << 20).of(KEY, checksums(BIG)))
                .contains(new CreateOutcome.AlreadyThere(KEY));
        assertThat(bytes(to, KEY.value())).isEqualTo(SMALL);
    }

    /** Reading finds out what is wrong with it; a wrong object that S3 made could be neither overwritten nor removed. */
    @Test
    void otherBytesThanExpectedAreNotTaken() {
        put(from, KEY.value(), SMALL);
        byte[] other = SMALL.clone();
        other[7] ^= 1;
        assertThat(to.take(KEY, from, checksums(other))).isEmpty();
        assertThat(to.take(KEY, from, checksums(noise(999)))).isEmpty();
        assertThat(to.take(new ObjectKey("shop/nothing"), from, checksums(SMALL)))
                .isEmpty();
        assertThat(proxy.count(".*")).isPositive();
        assertThat(aws.s3().listObjectVersions(request -> request.bucket(there)).versions())
                .isEmpty();
    }

    @Test
    void objectWhoseCrc32cTheServiceDoesNotKeepIsNotTaken() {
        aws.s3().putObject(request -> request.bucket(here).key("backups/" + KEY), RequestBody.fromBytes(SMALL));
        assertThat(from.crc32c(KEY)).isEmpty();
        assertThat(to.take(KEY, from, checksums(SMALL))).isEmpty();
    }

    @Test
    void oldestVersionIsTaken() {
        put(from, KEY.value(), SMALL);
        aws.s3().deleteObject(request -> request.bucket(here).key("backups/" + KEY));
        aws.s3().putObject(request -> request.bucket(here).key("backups/" + KEY), RequestBody.fromString("another"));
        assertThat(from.crc32c(KEY)).contains(checksums(SMALL).crc32c());
        assertCopied(to.take(KEY, from, checksums(SMALL)), SMALL);
    }

    @Test
    void bucketThatKeepsNoVersionsGivesAndTakes() {
        S3Store plainFrom = store(aws.newBucket());
        S3Store plainTo = store(aws.newBucket());
        put(plainFrom, KEY.value(), SMALL);
        assertThat(plainTo.take(KEY, plainFrom, checksums(SMALL)))
                .hasValueSatisfying(made -> assertThat(made).isInstanceOf(CreateOutcome.Created.class));
        assertThat(bytes(plainTo, KEY.value())).isEqualTo(SMALL);
    }

    @Test
    void anotherServerAndAFolderGiveNothing(@TempDir Path folder) {
        Checksums expected = checksums(SMALL);
        put(from, KEY.value(), SMALL);
        S3Store elsewhere = S3Store.open(
                S3Location.parse("s3://" + there),
                TestSettings.at(aws.endpoint()).settings());
        assertThat(elsewhere.take(KEY, from, expected)).isEmpty();
        DirectoryStore directory = DirectoryStore.initialize(folder);
        put(directory, KEY.value(), SMALL);
        assertThat(to.take(KEY, directory, expected)).isEmpty();
        assertThat(directory.take(KEY, from, expected)).isEmpty();
    }

    @Test
    void copyGetsWhatEveryNewObjectGets() {
        put(from, KEY.value(), SMALL);
        String locking = aws.newLockingBucket();
        S3Store locked = S3Store.open(
                S3Location.parse("s3://" + locking),
                TestSettings.at(proxy.endpoint())
                        .lockedFor(3, true)
                        .storageClass("STANDARD_IA")
                        .settings());
        locked.take(KEY, from, checksums(SMALL));
        SentRequest copy = proxy.requests(COPIES).getLast();
        assertThat(copy.header("x-amz-object-lock-mode")).contains("COMPLIANCE");
        assertThat(copy.header("x-amz-object-lock-retain-until-date")).isPresent();
        assertThat(copy.header("x-amz-storage-class")).contains("STANDARD_IA");
    }
}
