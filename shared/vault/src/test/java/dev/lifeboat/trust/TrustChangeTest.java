package dev.lifeboat.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.MemoryStore;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustChangeTest {
    private static final char[] PASSPHRASE = "open sesame".toCharArray();
    private static final SourceName SHOP = new SourceName("shop");

    private final Instant now = Instant.now();
    private final MemoryStore store = new MemoryStore();
    private final NewSource source = new SourceSetup(SHOP, now.minusSeconds(7200))
            .newOwner(PASSPHRASE)
            .newRecipient(PASSPHRASE)
            .newSigner(Role.BACKUP)
            .prepare();
    private final Trust first = Trust.load(store, SHOP, source.publish(store));

    private Trust publish(TrustFile next) {
        return TrustChange.publish(store, next, source.owner());
    }

    private TrustChange change() {
        return new TrustChange(first, now);
    }

    private KeyFingerprint backupKey() {
        return first.file().signers().getFirst().fingerprint();
    }

    private Certificate signer(String name) {
        return new KeyGeneration(name, now.minusSeconds(60))
                .signing(new char[0])
                .certificate();
    }

    private Certificate reader(String name) {
        return new KeyGeneration(name, now.minusSeconds(60))
                .recipient(new char[0])
                .certificate();
    }

    @Test
    void aKeyThatWasAddedSignsForItsRoleAlone() {
        Certificate added = signer("prover");
        Trust second = publish(change().addSigner(Role.PROVE, added));

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.signer(Set.of(Role.PROVE), added.fingerprint(), now, "proof"))
                .isNotNull();
        assertThatThrownBy(() -> second.signer(Set.of(Role.BACKUP), added.fingerprint(), now, "manifest"))
                .hasMessageContaining("which may sign as prove, not as backup");
    }

    @Test
    void aKeyThatWasRetiredIsBelievedForWhatWasStoredBefore() {
        Trust second = publish(change().retire(backupKey()));

        assertThat(second.signer(Set.of(Role.BACKUP), backupKey(), now.minusSeconds(60), "manifest"))
                .isNotNull();
        assertThatThrownBy(() -> second.signer(Set.of(Role.BACKUP), backupKey(), now.plusSeconds(1), "manifest"))
                .isInstanceOf(LifeboatException.class);
    }

    @Test
    void aKeyThatIsAddedAndRetiredAtOnceEnds() {
        Certificate added = signer("prover");
        Trust second = publish(change().addSigner(Role.PROVE, added));
        Trust third = publish(new TrustChange(second, now).retire(added.fingerprint()));

        assertThatThrownBy(() -> third.signer(Set.of(Role.PROVE), added.fingerprint(), now, "proof"))
                .isInstanceOf(LifeboatException.class);
    }

    @Test
    void recipientsAreAddedRenewedAndRetired() {
        Certificate added = reader("second");
        Trust second = publish(change().addRecipient(added));
        assertThat(second.file().recipients()).hasSize(2);
        Trust third = publish(new TrustChange(second, now).addRecipient(added));
        assertThat(third.file().recipients()).hasSize(2);
        KeyFingerprint original = first.file().recipients().getFirst().fingerprint();
        Trust fourth = publish(new TrustChange(third, now).retire(original));
        assertThat(fourth.file().recipients())
                .extracting(TrustedRecipient::fingerprint)
                .containsExactly(added.fingerprint());
    }

    @Test
    void whatWouldChangeNothingOrTooMuchIsRefused() {
        KeyFingerprint recipient = first.file().recipients().getFirst().fingerprint();
        KeyFingerprint unknown = signer("nobody").fingerprint();
        KeyFingerprint catalogKey = first.file().catalogKey().fingerprint();
        Certificate backup = first.file().signers().getFirst().parsed();

        assertRefused(
                () -> change().retire(recipient),
                "key %s is the only recipient: nobody could read the next backup: nothing was changed"
                        .formatted(recipient));
        assertRefused(() -> change().retire(unknown), "no key %s is in use: nothing was changed".formatted(unknown));
        assertRefused(
                () -> change().retire(catalogKey),
                "key %s is the catalog key, without which no backup can be made: nothing was changed"
                        .formatted(catalogKey));
        assertRefused(
                () -> change().addSigner(Role.BACKUP, backup),
                "key %s signs for the role backup already: nothing was changed".formatted(backup.fingerprint()));
        assertThatThrownBy(() -> change().addSigner(Role.PROVE, reader("reader")))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_MISSING));
        assertThatThrownBy(() -> change().addRecipient(signer("signer")))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECIPIENT_UNUSABLE));
    }

    @Test
    void onlyTheOwnerChangesTrust() {
        SigningKey other = PrivateKeyFile.parse(
                        new KeyGeneration("other", now.minusSeconds(60))
                                .signing(new char[0])
                                .secret(),
                        "key")
                .unlock(new char[0])
                .signingKey(now);
        TrustFile next = change().retire(backupKey());

        assertThatThrownBy(() -> TrustChange.publish(store, next, other))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_WRONG));
        assertThat(Trust.load(
                                store,
                                SHOP,
                                new TrustPin(source.owner().certificate().fingerprint()))
                        .version())
                .isEqualTo(1);
    }

    private static void assertRefused(Runnable change, String message) {
        assertThatThrownBy(change::run)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }
}
