package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrivateKeyFileTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final char[] PASSPHRASE = "correct horse ü".toCharArray();

    @Test
    void aNewKeyOpensWithItsPassphraseOnly() {
        GeneratedKey key = new KeyGeneration("Lifeboat shop recipient", NOW).recipient(PASSPHRASE);
        PrivateKeyFile file = PrivateKeyFile.parse(key.secret(), "private key file recipient.secret.asc");

        assertThat(file.isProtected()).isTrue();
        assertThat(file.unlock(PASSPHRASE).fingerprints())
                .hasSize(2)
                .contains(key.certificate().fingerprint());
        assertThatThrownBy(() -> file.unlock("correct horse".toCharArray()))
                .hasMessage(
                        "private key file recipient.secret.asc is not opened by the passphrase given: its key cannot be used")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.PASSPHRASE_WRONG);
        assertThatThrownBy(() -> file.unlock(new char[0])).isInstanceOf(LifeboatException.class);
    }

    @Test
    void gpgImportsANewKeyAndUsesItWithItsPassphrase() {
        GeneratedKey key = new KeyGeneration("Lifeboat shop owner", NOW).signing(PASSPHRASE);
        try (Gpg gpg = new Gpg()) {
            gpg.imports(key.secret());
            byte[] text = "x\n".getBytes(StandardCharsets.UTF_8);

            assertThat(gpg.run(text, "--passphrase", new String(PASSPHRASE), "--clear-sign")
                            .succeeded()
                            .status())
                    .contains("SIG_CREATED", key.certificate().fingerprint().value());
            assertThat(gpg.run(
                                    "--list-packets",
                                    gpg.file("key", key.secret().getBytes(StandardCharsets.UTF_8))
                                            .toString())
                            .succeeded()
                            .text())
                    .contains("iter+salt S2K, algo: 9, SHA1 protection, hash: 8");
        }
    }

    @Test
    void newKeysAreKnownToGpgWithTheirUses() {
        GeneratedKey signing = new KeyGeneration("owner", NOW).signing(new char[0]);
        GeneratedKey recipient = new KeyGeneration("recipient", NOW).recipient(new char[0]);
        try (Gpg gpg = new Gpg().imports(signing.secret()).imports(recipient.secret())) {
            String listed = gpg.run("--with-colons", "--list-keys").succeeded().text();

            assertThat(listed).containsPattern("pub:-:255:22:[0-9A-F]{16}:\\d+:::-:::scSC:::::ed25519:");
            assertThat(listed).containsPattern("pub:-:255:22:[0-9A-F]{16}:\\d+:::-:::cEC:::::ed25519:");
            assertThat(listed).containsPattern("sub:-:255:18:[0-9A-F]{16}:\\d+::::::e:::::cv25519:");
        }
    }

    @Test
    void whatGpgProtectedOpens() {
        try (Gpg gpg = new Gpg()) {
            KeyFingerprint key = newProtectedKey(gpg);
            byte[] binary = gpg.secretKeys(key, "--passphrase", "tops3cret");
            byte[] armored = gpg.secretKeys(key, "--passphrase", "tops3cret", "--armor");

            for (byte[] file : new byte[][] {binary, armored}) {
                PrivateKeyFile parsed = PrivateKeyFile.parse(file, "file");
                assertThat(parsed.isProtected()).isTrue();
                assertThat(parsed.unlock("tops3cret".toCharArray()).fingerprints())
                        .contains(key);
                assertThatThrownBy(() -> parsed.unlock("other".toCharArray()))
                        .hasMessage("file is not opened by the passphrase given: its key cannot be used");
            }
        }
    }

    private static KeyFingerprint newProtectedKey(Gpg gpg) {
        String created = gpg.run(
                        "--passphrase", "tops3cret", "--quick-generate-key", "erin", "default", "default", "never")
                .succeeded()
                .status()
                .lines()
                .filter(line -> line.contains("KEY_CREATED"))
                .findFirst()
                .orElseThrow();
        return new KeyFingerprint(created.split(" ", -1)[3]);
    }

    @Test
    void theStubOfAnOfflinePrimaryKeyIsTolerated() {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
            KeyFingerprint signing = gpg.addSubkey(primary, "ed25519", "sign", "never");
            byte[] file = gpg.run("--armor", "--export-secret-subkeys", primary.value())
                    .succeeded()
                    .output();
            PrivateKeys keys = PrivateKeyFile.parse(file, "file").unlock(new char[0]);

            assertThat(keys.fingerprints()).containsExactly(signing);
            assertThat(keys.signingKey(NOW).fingerprint()).isEqualTo(signing);
        }
    }

    @Test
    void aFileOfStubsAloneIsTold() {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
            byte[] file = gpg.run("--export-secret-subkeys", primary.value()).output();

            assertThatThrownBy(() -> PrivateKeyFile.parse(file, "file").unlock(new char[0]))
                    .hasMessage(
                            "file cannot be read (its private keys are on a card or in another file): its key cannot be used");
        }
    }

    @Test
    void whatHoldsNoSecretKeyIsTold() {
        GeneratedKey key = new KeyGeneration("owner", NOW).signing(new char[0]);

        for (String text : new String[] {"", "hello", key.certificate().armored()}) {
            assertThatThrownBy(() -> PrivateKeyFile.parse(text, "private key file x"))
                    .hasMessageStartingWith("private key file x cannot be read (it holds no ")
                    .extracting(e -> ((LifeboatException) e).code())
                    .isEqualTo(ErrorCode.KEY_UNREADABLE);
        }
    }

    @Test
    void aKeyThatMayNotSignIsNotUsedToSign() {
        GeneratedKey key = new KeyGeneration("recipient", NOW).recipient(new char[0]);
        PrivateKeys keys = PrivateKeyFile.parse(key.secret(), "file").unlock(new char[0]);

        assertThatThrownBy(() -> keys.signingKey(NOW))
                .hasMessageStartingWith("no private key given may sign (")
                .hasMessageContaining(key.certificate().fingerprint() + " is not marked as a signing key");
    }
}
