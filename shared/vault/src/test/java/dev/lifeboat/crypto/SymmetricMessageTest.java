package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricMessageTest {
    private static final String WHAT = "object shop/backups/000042.copy.zst.pgp";
    private static final DataSecret SECRET = DataSecret.random();

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] encrypted(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream message = SymmetricMessage.encrypting(out, SECRET)) {
            message.write(plain);
        }
        return out.toByteArray();
    }

    static byte[] decrypted(byte[] message) throws IOException {
        try (InputStream in = SymmetricMessage.decrypting(new ByteArrayInputStream(message), SECRET, WHAT)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8192, 65_513, 65_529, 65_530, 65_531, 65_536, 131_000, 131_072, 1_000_003})
    void gpgReadsWhatWasWritten(int length) throws IOException {
        try (Gpg gpg = new Gpg()) {
            Gpg.Result result = gpg.run(encrypted(bytes(length)), "--passphrase", SECRET.text(), "--decrypt");

            assertThat(result.succeeded().output()).isEqualTo(bytes(length));
            assertThat(result.status()).contains("DECRYPTION_INFO 2 9", "DECRYPTION_OKAY", "GOODMDC");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 8192, 65_536, 1_000_003})
    void whatGpgWroteAsWeDoIsRead(int length) throws IOException {
        try (Gpg gpg = new Gpg()) {
            byte[] message = gpgSymmetric(gpg, bytes(length), "--cipher-algo", "AES256", "--compress-algo", "none");

            assertThat(decrypted(message)).isEqualTo(bytes(length));
        }
    }

    private static byte[] gpgSymmetric(Gpg gpg, byte[] plain, String... options) {
        String[] fixed = {"--passphrase", SECRET.text(), "--s2k-digest-algo", "SHA256", "--s2k-count", "1024"};
        String[] arguments = Arrays.copyOf(fixed, fixed.length + options.length + 1);
        System.arraycopy(options, 0, arguments, fixed.length, options.length);
        arguments[arguments.length - 1] = "--symmetric";
        return gpg.run(plain, arguments).succeeded().output();
    }

    @Test
    void whatGpgWroteInOtherWaysIsRefused() {
        try (Gpg gpg = new Gpg()) {
            byte[] plain = bytes(1000);

            assertThatThrownBy(() -> decrypted(gpgSymmetric(gpg, plain, "--cipher-algo", "AES256", "-z", "6")))
                    .hasMessage(damaged("it holds compressed data of no stated length"));
            assertThatThrownBy(() -> decrypted(gpgSymmetric(gpg, plain, "--cipher-algo", "AES128")))
                    .hasMessage(damaged("its key is not AES-256 by an iterated and salted SHA-256"));
            assertThatThrownBy(() -> decrypted(gpgSymmetric(
                            gpg,
                            plain,
                            "--cipher-algo",
                            "AES256",
                            "--rfc2440",
                            "--disable-mdc",
                            "--compress-algo",
                            "none")))
                    .isInstanceOf(LifeboatException.class);
            assertThatThrownBy(
                            () -> decrypted(gpgSymmetric(gpg, plain, "--cipher-algo", "AES256", "-z", "0", "--armor")))
                    .hasMessage(damaged("it is not an OpenPGP message"));
        }
    }

    private static String damaged(String how) {
        return WHAT + " is damaged (" + how + "): what it holds cannot be used";
    }

    @Property(tries = 60)
    void whatIsWrittenInAnyPiecesIsReadInAnyPieces(
            @ForAll @IntRange(max = 200_000) int length,
            @ForAll @IntRange(min = 1, max = 90_000) int written,
            @ForAll @IntRange(min = 1, max = 90_000) int read)
            throws IOException {
        byte[] plain = bytes(length);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream out = SymmetricMessage.encrypting(message, SECRET)) {
            for (int at = 0; at < length; at += written) {
                out.write(plain, at, Math.min(written, length - at));
            }
        }
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        byte[] buffer = new byte[read];
        try (InputStream in =
                SymmetricMessage.decrypting(new ByteArrayInputStream(message.toByteArray()), SECRET, WHAT)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                seen.write(buffer, 0, count);
            }
        }

        assertThat(seen.toByteArray()).isEqualTo(plain);
    }

    @Test
    void everyFlippedBitOfASmallMessageIsFound() throws IOException {
        byte[] message = encrypted(bytes(300));
        for (int bit = 0; bit < message.length * 8; bit++) {
            byte[] changed = message.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertFails(changed);
        }
    }

    @Test
    void flippedBitsOfABigMessageAreFound() throws IOException {
        byte[] message = encrypted(bytes(300_000));
        for (int at = 0; at < message.length; at += 1 + at / 20) {
            byte[] changed = message.clone();
            changed[at] ^= 0x10;

            assertFails(changed);
        }
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        byte[] small = encrypted(bytes(300));
        for (int length = 0; length < small.length; length++) {
            assertFails(Arrays.copyOf(small, length));
        }
        byte[] big = encrypted(bytes(200_000));
        for (int length = 0; length < big.length; length += 997) {
            assertFails(Arrays.copyOf(big, length));
        }
    }

    private static void assertFails(byte[] message) {
        Throwable failure = catchThrowable(() -> decrypted(message));

        assertThat(failure).isInstanceOf(LifeboatException.class);
        assertThat(((LifeboatException) failure).code()).isIn(ErrorCode.MESSAGE_DAMAGED, ErrorCode.KEY_WRONG);
        assertThat(failure).hasMessageStartingWith(WHAT);
    }

    @Test
    void whatFollowsTheMessageIsFound() throws IOException {
        byte[] message = encrypted(bytes(300));

        assertThatThrownBy(() -> decrypted(Arrays.copyOf(message, message.length + 1)))
                .hasMessage(damaged("bytes follow its end"));
    }

    @Test
    void theEndIsNotToldBeforeTheIntegrityCodeWasRight() throws IOException {
        byte[] message = encrypted(bytes(100_000));
        message[message.length - 1] ^= 1;
        try (InputStream in = SymmetricMessage.decrypting(new ByteArrayInputStream(message), SECRET, WHAT)) {
            assertThat(in.readNBytes(60_000)).hasSize(60_000);
            assertThatThrownBy(in::readAllBytes).hasMessage(damaged("its integrity code does not match"));
        }
    }

    @Test
    void anUnfinishedMessageIsRefused() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        OutputStream out = SymmetricMessage.encrypting(message, SECRET);
        out.write(bytes(200_000));
        out.flush();

        assertThatThrownBy(() -> decrypted(message.toByteArray())).hasMessage(damaged("it ends too early"));
    }

    @Test
    void anotherSecretIsTold() throws IOException {
        byte[] message = encrypted(bytes(300));

        assertThatThrownBy(() -> SymmetricMessage.decrypting(
                                new ByteArrayInputStream(message), new DataSecret("0".repeat(64)), WHAT)
                        .readAllBytes())
                .hasMessage(WHAT + " was encrypted under another data secret, or its first bytes are damaged: it cannot"
                        + " be decrypted")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_WRONG);
    }

    @Test
    void closingLeavesTheStreamBeneathOpen() throws IOException {
        ByteArrayOutputStream beneath = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        OutputStream out = SymmetricMessage.encrypting(beneath, SECRET);
        out.close();
        out.close();

        assertThat(decrypted(beneath.toByteArray())).isEmpty();
        assertThatThrownBy(() -> out.write(1)).hasMessage("the message is finished");
    }
}
