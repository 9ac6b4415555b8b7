package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyMessageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final String WHAT = "object shop/index.jsonl.zst.pgp";
    private static final GeneratedKey ALICE = recipient("alice");
    private static final GeneratedKey BOB = recipient("bob");

    private static GeneratedKey recipient(String name) {
        return new KeyGeneration(name, NOW).recipient(new char[0]);
    }

    private static EncryptionKey encryptionKey(Certificate certificate) {
        KeyFingerprint key = certificate.encryptionKeys(NOW).getFirst();
        return certificate.recipient(key, NOW).orThrow();
    }

    private static PrivateKeys privateKeys(GeneratedKey... keys) {
        return Arrays.stream(keys)
                .map(key -> PrivateKeyFile.parse(key.secret(), "key").unlock(new char[0]))
                .reduce(PrivateKeys::and)
                .orElseThrow();
    }

    private static byte[] encrypted(byte[] plain, Certificate... recipients) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<EncryptionKey> keys = Arrays.stream(recipients)
                .map(PublicKeyMessageTest::encryptionKey)
                .toList();
        try (OutputStream out = PublicKeyMessage.encrypting(bytes, keys)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] decrypted(byte[] message, PrivateKeys keys) throws IOException {
        try (InputStream in = PublicKeyMessage.decrypting(new ByteArrayInputStream(message), keys, WHAT)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 1_000_003})
    void everyRecipientReadsWhatWasWritten(int length) throws IOException {
        byte[] plain = SymmetricMessageTest.bytes(length);
        byte[] message = encrypted(plain, ALICE.certificate(), BOB.certificate());

        assertThat(decrypted(message, privateKeys(ALICE))).isEqualTo(plain);
        assertThat(decrypted(message, privateKeys(BOB))).isEqualTo(plain);
        try (Gpg gpg = new Gpg().imports(BOB.secret())) {
            Gpg.Result result = gpg.run(message, "--decrypt").succeeded();

            assertThat(result.output()).isEqualTo(plain);
            assertThat(result.status()).contains("DECRYPTION_INFO 2 9", "GOODMDC");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-throw-keyids", "--throw-keyids"})
    void whatGpgEncryptedToOurKeyIsRead(String option) throws IOException {
        try (Gpg gpg = new Gpg().imports(ALICE.certificate().armored())) {
            byte[] plain = SymmetricMessageTest.bytes(100_000);
            byte[] message = gpg.run(
                            plain,
                            option,
                            "--recipient",
                            ALICE.certificate().fingerprint().value(),
                            "--encrypt")
                    .succeeded()
                    .output();

            assertThat(decrypted(message, privateKeys(BOB, ALICE))).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa3072", "nistp384", "cv25519", "brainpoolP256r1"})
    void keysThatGpgMadeAreEncryptedToAndDecryptWith(String algorithm) throws IOException {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
            gpg.addSubkey(primary, algorithm, "encrypt", "never");
            byte[] plain = SymmetricMessageTest.bytes(1000);
            byte[] message = encrypted(plain, gpg.certificate(primary));

            assertThat(gpg.run(message, "--decrypt").succeeded().output()).isEqualTo(plain);
            assertThat(decrypted(
                            message,
                            PrivateKeyFile.parse(gpg.secretKeys(primary), "carol")
                                    .unlock(new char[0])))
                    .isEqualTo(plain);
        }
    }

    @Test
    void anotherKeyIsTold() throws IOException {
        byte[] message = encrypted(new byte[5], ALICE.certificate());
        String keyId = encryptionKey(ALICE.certificate()).fingerprint().value().substring(24);

        assertThatThrownBy(() -> decrypted(message, privateKeys(BOB)))
                .hasMessage(
                        WHAT + " is encrypted to key " + keyId + ", and no private key given opens it: it was not read")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_WRONG);
    }

    @Test
    void everyFlippedBitIsFoundOrChangesNothing() throws IOException {
        byte[] plain = SymmetricMessageTest.bytes(20);
        byte[] message = encrypted(plain, ALICE.certificate());
        PrivateKeys keys = privateKeys(ALICE);
        int unnoticed = 0;
        for (int bit = 0; bit < message.length * 8; bit++) {
            byte[] changed = message.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(decrypted(changed, keys)).isEqualTo(plain);
                unnoticed++;
            } catch (LifeboatException e) {
                assertThat(e.code()).isIn(ErrorCode.MESSAGE_DAMAGED, ErrorCode.KEY_WRONG);
            }
        }

        assertThat(unnoticed)
                .as("the length and the highest bit of a Curve25519 point")
                .isLessThanOrEqualTo(4);
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        byte[] message = encrypted(SymmetricMessageTest.bytes(20), ALICE.certificate());
        PrivateKeys keys = privateKeys(ALICE);
        for (int length = 0; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);

            assertThatThrownBy(() -> decrypted(cut, keys)).isInstanceOf(LifeboatException.class);
        }
    }

    @Test
    void otherMessagesAreRefused() throws IOException {
        byte[] symmetric = SymmetricMessageTest.encrypted(new byte[5]);

        assertThatThrownBy(() -> decrypted(symmetric, privateKeys(ALICE)))
                .hasMessage(
                        WHAT + " is damaged (it holds a key for a passphrase where a key for a recipient should be):"
                                + " what it holds cannot be used");
        assertThatThrownBy(() -> SymmetricMessageTest.decrypted(encrypted(new byte[5], ALICE.certificate())))
                .hasMessageContaining("it holds a key for a recipient where a key for a passphrase should be");
    }

    @Test
    void smallTextsTravelArmored() {
        String armored = PublicKeyMessage.armored("schlüssel\n", List.of(encryptionKey(ALICE.certificate())));

        assertThat(PublicKeyMessage.open(armored, privateKeys(ALICE), "keys")).isEqualTo("schlüssel\n");
        try (Gpg gpg = new Gpg().imports(ALICE.secret())) {
            assertThat(gpg.run(armored.getBytes(StandardCharsets.US_ASCII), "--decrypt")
                            .succeeded()
                            .text())
                    .isEqualTo("schlüssel\n");
        }
        assertThatThrownBy(() -> PublicKeyMessage.open(armored + "\n", privateKeys(ALICE), "keys"))
                .hasMessage("keys is damaged (its armor is not intact): what it holds cannot be used");
    }
}
