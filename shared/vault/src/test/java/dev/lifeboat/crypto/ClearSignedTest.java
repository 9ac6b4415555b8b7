package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClearSignedTest {
    private static final Instant NOW = Instant.parse("2026-11-01T02:00:00Z");
    private static final String WHAT = "manifest shop/manifests/1.json.asc";
    private static final String TEXT = "{\n  \"a\": 1,\n- dash\n--- dashes\n\n  \"ü\": 2\n}\n";
    private static final GeneratedKey KEY = new KeyGeneration("signer", NOW).signing(new char[0]);
    private static final SigningKey SIGNER =
            PrivateKeyFile.parse(KEY.secret(), "key").unlock(new char[0]).signingKey(NOW);

    private static Optional<VerificationKey> trusted(Certificate certificate, KeyFingerprint signer) {
        return certificate.signer(signer, NOW) instanceof SignerCheck.Accepted accepted
                ? Optional.of(accepted.key())
                : Optional.empty();
    }

    private static ClearSigned.Verified verified(String document) {
        return verified(document.getBytes(StandardCharsets.UTF_8), KEY.certificate());
    }

    private static ClearSigned.Verified verified(byte[] document, Certificate certificate) {
        return ClearSigned.verify(document, WHAT, 10_000, signer -> trusted(certificate, signer));
    }

    private static String invalid(String why) {
        return WHAT + " has no valid signature (" + why + "): it is not used";
    }

    @Test
    void whatWasSignedIsVerified() {
        assertThat(verified(ClearSigned.sign(TEXT, SIGNER)))
                .isEqualTo(new ClearSigned.Verified(
                        TEXT, KEY.certificate().fingerprint(), KEY.certificate().fingerprint()));
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT, "\n", "x\n", "\n\n", "-----BEGIN PGP SIGNATURE-----\n", "From me\n"})
    void gpgVerifiesWhatWasSigned(String text) {
        try (Gpg gpg = new Gpg().imports(KEY.certificate().armored())) {
            Gpg.Result result = gpg.run(ClearSigned.sign(text, SIGNER).getBytes(StandardCharsets.UTF_8), "--decrypt");

            assertThat(result.succeeded().text()).isEqualTo(text);
            assertThat(result.status())
                    .contains(
                            "VALIDSIG " + KEY.certificate().fingerprint(),
                            " 01 " + KEY.certificate().fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256", "SHA384", "SHA512"})
    void whatGpgSignedIsVerified(String hash) {
        try (Gpg gpg = new Gpg().imports(KEY.secret())) {
            byte[] document = gpg.run(TEXT.getBytes(StandardCharsets.UTF_8), "--digest-algo", hash, "--clear-sign")
                    .succeeded()
                    .output();

            assertThat(verified(document, KEY.certificate()).text()).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "ed25519"})
    void signingSubkeysOfGpgVerify(String algorithm) {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint primary = gpg.newKey("owner", "ed25519", "cert", "never");
            KeyFingerprint subkey = gpg.addSubkey(primary, algorithm, "sign", "never");
            byte[] document = gpg.run(TEXT.getBytes(StandardCharsets.UTF_8), "--digest-algo", "SHA512", "--clear-sign")
                    .succeeded()
                    .output();
            SigningKey key = PrivateKeyFile.parse(gpg.secretKeys(primary), "owner")
                    .unlock(new char[0])
                    .signingKey(NOW);

            assertThat(verified(document, gpg.certificate(primary)))
                    .isEqualTo(new ClearSigned.Verified(TEXT, subkey, primary));
            assertThat(key.fingerprint()).isEqualTo(subkey);
            assertThat(gpg.run(ClearSigned.sign(TEXT, key).getBytes(StandardCharsets.UTF_8), "--verify")
                            .succeeded()
                            .status())
                    .contains("VALIDSIG " + subkey);
        }
    }

    @Test
    void everyChangedByteIsFound() {
        byte[] document = ClearSigned.sign(TEXT, SIGNER).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < document.length; at++) {
            for (int change : new int[] {1, 2, 0x10, 0x20, 0x80}) {
                byte[] changed = document.clone();
                changed[at] ^= (byte) change;

                assertInvalid(changed);
            }
        }
    }

    @Test
    void everyTruncationIsFound() {
        byte[] document = ClearSigned.sign(TEXT, SIGNER).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < document.length; length++) {
            assertInvalid(Arrays.copyOf(document, length));
        }
    }

    private static void assertInvalid(byte[] document) {
        Throwable failure = catchThrowable(() -> verified(document, KEY.certificate()));

        assertThat(failure).isInstanceOf(LifeboatException.class);
        assertThat(((LifeboatException) failure).code()).isIn(ErrorCode.SIGNATURE_INVALID, ErrorCode.SIGNER_UNTRUSTED);
    }

    @Test
    void otherSpellingsOfTheSameTextAreRefused() {
        String document = ClearSigned.sign(TEXT, SIGNER);
        String refused = invalid("it is not one clear-signed text");

        assertThatThrownBy(() -> verified("\n" + document)).hasMessage(refused);
        assertThatThrownBy(() -> verified("before\n" + document)).hasMessage(refused);
        assertThatThrownBy(() -> verified(document + "\n")).hasMessage(refused);
        assertThatThrownBy(() -> verified(document + document)).hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("\n", "\r\n"))).hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("\"a\": 1,\n", "\"a\": 1, \n")))
                .hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("\n- - dash\n", "\n- dash\n")))
                .hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("\n}\n", "\n- }\n"))).hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("Hash: SHA512\n", "Hash: SHA512\nComment: x\n")))
                .hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("Hash: SHA512\n", "Hash: SHA512,SHA256\n")))
                .hasMessage(refused);
        assertThatThrownBy(() -> verified(document.replace("SIGNATURE-----\n\n", "SIGNATURE-----\nVersion: 1\n\n")))
                .hasMessage(refused);
    }

    @Test
    void changedTextIsTold() {
        assertThatThrownBy(() -> verified(ClearSigned.sign(TEXT, SIGNER).replace("\"a\": 1", "\"a\": 7")))
                .hasMessage(invalid("it is not what key " + SIGNER.fingerprint() + " signed"))
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void unknownSignersAreTold() {
        Certificate other = new KeyGeneration("other", NOW).signing(new char[0]).certificate();
        byte[] document = ClearSigned.sign(TEXT, SIGNER).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> verified(document, other))
                .hasMessage(WHAT + " is signed by key " + SIGNER.fingerprint()
                        + ", which nothing here trusts: it is not used")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.SIGNER_UNTRUSTED);
    }

    @Test
    void signaturesOfAnotherKindOrNumberAreRefused() {
        try (Gpg gpg = new Gpg().imports(KEY.secret())) {
            byte[] sha224 = gpg.run("x\n".getBytes(StandardCharsets.UTF_8), "--digest-algo", "SHA224", "--clear-sign")
                    .succeeded()
                    .output();
            String document = ClearSigned.sign("x\n", SIGNER);
            byte[] detached = gpg.run("x".getBytes(StandardCharsets.UTF_8), "--digest-algo", "SHA512", "--detach-sign")
                    .succeeded()
                    .output();
            int armor = document.indexOf(Armor.SIGNATURE.firstLine());
            byte[] packet = Armor.SIGNATURE.decode(document.substring(armor)).orElseThrow();
            byte[] twice = Arrays.copyOf(packet, packet.length * 2);
            System.arraycopy(packet, 0, twice, packet.length, packet.length);
            String kind = invalid("its signature is not one of a text by SHA-256, SHA-384 or SHA-512");

            assertThatThrownBy(() -> verified(sha224, KEY.certificate()))
                    .hasMessage(invalid("it is not one clear-signed text"));
            assertThatThrownBy(() -> verified(document.substring(0, armor) + Armor.SIGNATURE.encode(detached)))
                    .hasMessage(kind);
            assertThatThrownBy(() -> verified(document.substring(0, armor) + Armor.SIGNATURE.encode(twice)))
                    .hasMessage(kind);
        }
    }

    @Test
    void hugeDocumentsAreNotRead() {
        assertThatThrownBy(() -> verified(ClearSigned.sign("x".repeat(10_000) + "\n", SIGNER)))
                .hasMessage(invalid("it is larger than 10000 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x \n", "x\t\ny\n", "x\r\n"})
    void textsThatOpenPgpDoesNotSignExactlyAreNotSigned(String text) {
        assertThatThrownBy(() -> ClearSigned.sign(text, SIGNER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linesOfWhichGpgSignsOnlyTheBeginningAreRefused() {
        String longest = "ü".repeat(9_500) + "\n";
        try (Gpg gpg = new Gpg().imports(KEY.secret())) {
            String signed = ClearSigned.sign(longest, SIGNER);
            assertThat(gpg.run(signed.getBytes(StandardCharsets.UTF_8), "--decrypt")
                            .succeeded()
                            .text())
                    .isEqualTo(longest);
            byte[] cut = gpg.run("x".repeat(30_000).getBytes(StandardCharsets.UTF_8), "--clear-sign")
                    .succeeded()
                    .output();

            assertThatThrownBy(() -> ClearSigned.sign("ü" + longest, SIGNER))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> ClearSigned.verify(cut, WHAT, 100_000, signer -> trusted(KEY.certificate(), signer)))
                    .hasMessage(invalid("it is not one clear-signed text"));
        }
    }

    @Property(tries = 200)
    void everyCanonicalTextComesBack(
            @ForAll @StringLength(max = 40) @CharRange(from = '-', to = '/') @CharRange(from = '\n', to = '\n')
                    String raw) {
        String text = raw + "\n";

        assertThat(verified(ClearSigned.sign(text, SIGNER)).text()).isEqualTo(text);
    }
}
