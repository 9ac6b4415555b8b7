package dev.lifeboat.aws;

import static dev.lifeboat.aws.FaultyStore.BIG;
import static dev.lifeboat.aws.FaultyStore.KEY;
import static dev.lifeboat.aws.FaultyStore.assertFails;
import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.testing.aws.Fault.cuttingTheAnswerAfter;
import static dev.lifeboat.testing.aws.Fault.hidingHeader;
import static dev.lifeboat.testing.aws.Fault.replacingInTheAnswer;
import static dev.lifeboat.testing.aws.Fault.turningABitOfTheAnswerAt;
import static dev.lifeboat.testing.aws.Fault.turningABitOfTheRequestAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that change on their way, and a service that says something else than it should. */
class S3DamageTest {
    private static final String DOWNLOAD = "GET /[^?]*/object.*";

    private final FaultyStore faulty = FaultyStore.patient();

    @AfterEach
    void stopProxy() {
        faulty.close();
    }

    @ParameterizedTest
    @CsvSource({"1000, PUT .*", BIG + ", PUT .*partNumber=2.*"})
    void anUploadWhoseBytesChangeIsRefused(int length, String kind) {
        faulty.always(kind, turningABitOfTheRequestAt(500));
        assertFails(ErrorCode.OBJECT_DAMAGED, () -> put(faulty.store(), KEY, noise(length)));
        faulty.assertNothingThere();
        faulty.assertNothingInParts();
    }

    @ParameterizedTest
    @CsvSource({"1000, PUT .*", BIG + ", PUT .*partNumber=2.*", BIG + ", POST .*uploadId=.*"})
    void aServiceThatConfirmsAnotherChecksumIsNotReliedOn(int length, String kind) {
        faulty.always(
                kind, replacingInTheAnswer("(?i)(x-amz-checksum-crc32c: |<ChecksumCRC32C>)[^\r<]{8}", "$1AAAAAA=="));
        assertFails("""
                error [LB-117]: store s3://%s confirmed CRC-32C AAAAAA== for object shop/object, expected what was sent: it cannot be relied on
                    hint: give --no-crc32c if this server is too old to know checksums""".formatted(faulty.bucket()), () -> put(faulty.store(), KEY, noise(length)));
    }

    /** Whoever reads an object compares its SHA-256; the store hands on what came. */
    @Test
    void wrongBytesOfADownloadAreHandedOnToWhoChecksThem() {
        byte[] content = noise(20_000);
        put(faulty.store(), KEY, content);
        faulty.next(1, DOWNLOAD, turningABitOfTheAnswerAt(9_999));
        content[9_999] ^= 1;
        assertThat(bytes(faulty.store(), KEY)).isEqualTo(content);
    }

    @Test
    void aServiceThatBeginsADownloadAnewIsNotReliedOn() {
        put(faulty.store(), KEY, noise(1 << 20));
        faulty.next(1, DOWNLOAD, cuttingTheAnswerAfter(700_000)).next(1, DOWNLOAD, hidingHeader("Range"));
        assertThatThrownBy(() -> bytes(faulty.store(), KEY))
                .isInstanceOf(LifeboatException.class)
                .message()
                .matches("store s3://%s does not send object shop/object from byte [1-9][0-9]* on,"
                                .formatted(faulty.bucket())
                        + " where its download broke \\(Range\\): it is not read");
    }
}
