package dev.lifeboat.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Gpg;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceSetupTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00.123Z");
    private static final SourceName SHOP = new SourceName("shop");
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    private final FakeStore store = new FakeStore(NOW);

    private static NewSource newSource() {
        return new SourceSetup(SHOP, NOW)
                .newOwner(PASSPHRASE)
                .newRecipient(PASSPHRASE)
                .newSigner(Role.BACKUP)
                .prepare();
    }

    @Test
    void initGivesKeysAndATrustFileThatFitEachOther() {
        NewSource made = newSource();
        Map<String, KeyFile> files =
                made.files().stream().collect(Collectors.toMap(KeyFile::name, Function.identity()));
        TrustPin pin = made.publish(store);
        Trust trust = Trust.load(store, SHOP, pin);

        assertThat(made.files())
                .filteredOn(KeyFile::secret)
                .extracting(KeyFile::name)
                .containsExactly("owner.secret.asc", "recipient.secret.asc", "backup.secret.asc", "catalog.secret.asc");
        assertThat(made.files())
                .filteredOn(file -> !file.secret())
                .extracting(KeyFile::name)
                .containsExactly("owner.public.asc", "recipient.public.asc", "backup.public.asc", "catalog.public.asc");
        assertThat(trust.version()).isEqualTo(1);
        assertThat(trust.catalog()).isEqualTo(made.trust().catalog());
        KeyFingerprint backup = unlocked(files, "backup", "").signingKey(NOW).fingerprint();
        assertThat(trust.signer(Set.of(Role.BACKUP), backup, NOW, "manifest").fingerprint())
                .isEqualTo(backup);
        assertReads(trust.recipients(NOW), unlocked(files, "recipient", "correct horse"));
        assertReads(trust.catalogKey(NOW), unlocked(files, "catalog", ""));
        assertThatThrownBy(() -> unlocked(files, "owner", ""))
                .hasMessage("owner is not opened by the passphrase given: its key cannot be used");
    }

    private static PrivateKeys unlocked(Map<String, KeyFile> files, String name, String passphrase) {
        KeyFile file = java.util.Objects.requireNonNull(files.get(name + ".secret.asc"));
        return PrivateKeyFile.parse(file.content(), name).unlock(passphrase.toCharArray());
    }

    private static void assertReads(Recipients recipients, PrivateKeys keys) {
        String armored = PublicKeyMessage.armored("secret", recipients.keys());

        assertThat(PublicKeyMessage.open(armored, keys, "keys")).isEqualTo("secret");
    }

    @Test
    void nothingIsStoredBeforeThePublication() {
        NewSource made = newSource();

        assertThat(store.list("")).isEmpty();
        made.publish(store);
        assertThat(store.list(""))
                .extracting(status -> status.key().value())
                .containsExactly("shop/trust/000001.json.asc");
    }

    @Test
    void aSecondInitOfASourceIsRefused() {
        newSource().publish(store);
        byte[] before = store.bytes("shop/trust/000001.json.asc");

        assertThatThrownBy(() -> newSource().publish(store))
                .hasMessage("source shop exists in memory already: nothing was written")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.SOURCE_EXISTS);
        assertThat(store.bytes("shop/trust/000001.json.asc")).isEqualTo(before);
    }

    @Test
    void keysOfGpgCanBeBrought() {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint owner = gpg.newKey("owner", "ed25519", "sign,cert", "never");
            KeyFingerprint recipient = gpg.newKey("recipient", "rsa2048", "cert", "never");
            gpg.addSubkey(recipient, "rsa2048", "encrypt", "never");
            PrivateKeys ownerKeys =
                    PrivateKeyFile.parse(gpg.secretKeys(owner), "owner").unlock(new char[0]);
            NewSource made = new SourceSetup(SHOP, NOW)
                    .owner(ownerKeys.signingKey(NOW))
                    .recipient(gpg.certificate(recipient))
                    .newSigner(Role.BACKUP)
                    .newSigner(Role.PROVE)
                    .prepare();
            Trust trust = Trust.load(store, SHOP, made.publish(store));

            assertThat(made.files())
                    .filteredOn(KeyFile::secret)
                    .extracting(KeyFile::name)
                    .containsExactly("backup.secret.asc", "prove.secret.asc", "catalog.secret.asc");
            assertReads(
                    trust.recipients(NOW),
                    PrivateKeyFile.parse(gpg.secretKeys(recipient), "r").unlock(new char[0]));
        }
    }

    @Test
    void whatIsMissingIsTold() {
        SourceSetup setup = new SourceSetup(SHOP, NOW);

        assertThatThrownBy(setup::prepare).hasMessage("source shop needs an owner: nothing was made");
        assertThatThrownBy(() -> setup.newOwner(new char[0]))
                .hasMessage("the owner key needs a passphrase: it decides over every backup, and nothing was made");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(newSource().toString()).doesNotContain("PRIVATE");
    }
}
