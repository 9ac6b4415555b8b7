package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.RewrapOutcome.Due;
import dev.lifeboat.backup.RewrapOutcome.Failed;
import dev.lifeboat.backup.RewrapOutcome.Open;
import dev.lifeboat.backup.RewrapOutcome.Rewrapped;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.Gpg;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.MadeUpShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipients who were added later, and backups that were made before. */
class RewrappingTest {
    @TempDir
    private Path folder;

    private RewrapRoom room;

    @BeforeEach
    void makeBackup() {
        room = new RewrapRoom(folder);
    }

    private static void assertWrong(LifeboatException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.KEY_WRONG);
    }

    @Test
    void recipientWhoWasAddedLaterOpensAnOlderBackup() {
        Colleague ada = room.addRecipient("ada");
        assertThatThrownBy(() -> room.verify(ada.keys()))
                .isInstanceOfSatisfying(LifeboatException.class, RewrappingTest::assertWrong);

        assertThat(room.rewrap()).singleElement().isInstanceOfSatisfying(Rewrapped.class, made -> {
            assertThat(made.added()).extracting(EncryptionKey::fingerprint).containsExactly(ada.encryption());
            assertThat(room.records()).containsExactly(made.record());
            assertThat(made.record().value())
                    .matches("shop/records/20261123T020000Z-full/rewrap-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{16}"
                            + "\\.json\\.asc");
        });
        assertThat(room.verify(ada.keys()).isSound()).isTrue();
        assertThat(room.verify(ada.keys()).rows()).isEqualTo(9);
    }

    @Test
    void thoseWhoCouldOpenItStillCan() {
        room.addRecipient("ada");
        room.rewrap();

        assertThat(room.verify(room.shop.recipient()).isSound()).isTrue();
        assertThat(room.secrets(room.shop.catalogKey()).index())
                .isEqualTo(room.secrets(room.shop.recipient()).index());
    }

    @Test
    void recordIsReadOnlyWhereTheManifestDoesNotOpen() {
        Colleague ada = room.addRecipient("ada");
        room.rewrap();
        FaultyStore watched = new FaultyStore(room.shop.store());
        Catalog catalog = room.shop.catalog(watched);

        catalog.secrets(room.backup, room.shop.recipient()).data();
        assertThat(watched.history()).extracting(StoreCall::subject).noneMatch(key -> key.contains("/records/"));
        catalog.secrets(room.backup, ada.keys()).data();
        assertThat(watched.history()).extracting(StoreCall::subject).anyMatch(key -> key.contains("/records/"));
    }

    @Test
    void gpgOpensTheSecretsWithTheKeyThatWasAdded() {
        Colleague ada = room.addRecipient("ada");
        room.rewrap();
        BackupSecrets expected = room.secrets(room.shop.recipient());

        try (Gpg gpg = new Gpg()) {
            gpg.imports(ada.key().secret());
            assertThat(decrypted(gpg, room.written().keys().getFirst().secret()))
                    .isEqualTo(only(expected));
            assertThat(decrypted(gpg, room.written().indexKey().secret()))
                    .isEqualTo(expected.index().text());
        }
    }

    private static String only(BackupSecrets secrets) {
        assertThat(secrets.data()).hasSize(1);
        return secrets.data().values().iterator().next().text();
    }

    private static String decrypted(Gpg gpg, String armored) {
        return gpg.run(armored.getBytes(StandardCharsets.UTF_8), "--decrypt")
                .succeeded()
                .text();
    }

    @Test
    void secretsStandNowhereInClear() {
        Colleague ada = room.addRecipient("ada");
        room.rewrap();
        BackupSecrets secrets = room.secrets(ada.keys());

        assertThat(new String(room.files.bytes(room.records().getFirst()), StandardCharsets.UTF_8))
                .doesNotContain(secrets.index().text())
                .doesNotContain(only(secrets));
    }

    @Test
    void catalogKeyOpensTheIndexAndNotTheRows() {
        room.addRecipient("ada");
        room.rewrap();

        assertThat(room.written().indexKey().readers()).hasSize(3);
        assertThat(room.written().keys().getFirst().recipients()).hasSize(2);
        assertThatThrownBy(() -> room.secrets(room.shop.catalogKey()).data())
                .isInstanceOfSatisfying(LifeboatException.class, RewrappingTest::assertWrong);
    }

    @Test
    void backupThatAllCanOpenIsLeftAlone() {
        assertThat(room.rewrap()).containsExactly(new Open(MadeUpShop.MONDAY));
        assertThat(room.records()).isEmpty();

        room.addRecipient("ada");
        SignedDocument<Manifest> later = room.shop.backup(MadeUpShop.TUESDAY);
        assertThat(room.rewrap(List.of(room.backup, later))).hasExactlyElementsOfTypes(Rewrapped.class, Open.class);
        assertThat(room.rewrap(List.of(room.backup, later)))
                .containsExactly(new Open(MadeUpShop.MONDAY), new Open(MadeUpShop.TUESDAY));
        assertThat(room.records()).hasSize(1);
    }

    @Test
    void whoCameByRewrapLetsTheNextOneIn() {
        Colleague ada = room.addRecipient("ada");
        room.rewrap();
        room.shop.trust(
                change -> change.retire(MadeUpShop.recipientCertificate().fingerprint()));
        Colleague grace = room.addRecipient("grace");
        room.rewrapping().run(List.of(room.backup), ada.keys(), room.operator(), RewrapRoom.WRITER, Progress.none());

        assertThat(room.verify(grace.keys()).isSound()).isTrue();
    }

    @Test
    void nothingIsEncryptedToARetiredRecipient() {
        Colleague ada = room.addRecipient("ada");
        Colleague grace = room.addRecipient("grace");
        room.shop.trust(change -> change.retire(ada.certificate().fingerprint()));
        room.rewrap();

        assertThat(room.written().keys().getFirst().recipients())
                .contains(grace.encryption().value())
                .doesNotContain(ada.encryption().value());
        assertThatThrownBy(() -> room.secrets(ada.keys()).index())
                .isInstanceOfSatisfying(LifeboatException.class, RewrappingTest::assertWrong);
    }

    @Test
    void recipientWhoHasExpiredIsRefusedAsABackupRefusesIt() {
        Colleague passing = Colleague.expiringAfter(Duration.ofHours(1));
        room.shop.trust(change -> change.addRecipient(passing.certificate()));
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofHours(2)), ZoneOffset.UTC);

        assertThatThrownBy(() -> new Rewrapping(room.shop.catalog(), later))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECIPIENT_UNUSABLE))
                .hasMessageMatching("recipient key " + passing.encryption()
                        + " expired on [0-9TZ:.-]+: nothing is encrypted to it");
    }

    @Test
    void previewWritesNothing() {
        Colleague ada = room.addRecipient("ada");

        assertThat(preview(Optional.empty()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Due.class,
                        due -> assertThat(due.added())
                                .extracting(EncryptionKey::fingerprint)
                                .containsExactly(ada.encryption()));
        assertThat(preview(Optional.of(room.shop.recipient()))).hasExactlyElementsOfTypes(Due.class);
        assertThat(room.records()).isEmpty();
    }

    private List<RewrapOutcome> preview(Optional<PrivateKeys> keys) {
        return room.rewrapping().preview(List.of(room.backup), keys, Progress.none());
    }

    @Test
    void previewFindsThatTheKeyDoesNotOpen() {
        Colleague ada = room.addRecipient("ada");

        assertThat(preview(Optional.of(ada.keys())))
                .singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> assertWrong(failed.why()));
    }

    @Test
    void backupThatTheKeyDoesNotOpenKeepsNoOtherFromBeingRewrapped() {
        Colleague ada = room.addRecipient("ada");
        SignedDocument<Manifest> tuesday = room.shop.backup(MadeUpShop.TUESDAY);
        Colleague grace = room.addRecipient("grace");
        List<RewrapOutcome> outcomes = room.rewrapping()
                .run(List.of(room.backup, tuesday), ada.keys(), room.operator(), RewrapRoom.WRITER, Progress.none());

        assertThat(outcomes).hasExactlyElementsOfTypes(Failed.class, Rewrapped.class);
        assertThat(room.shop.catalog().secrets(tuesday, grace.keys()).data()).hasSize(1);
    }

    @Test
    void onlyAnOperatorMaySign() {
        room.addRecipient("ada");
        SigningKey signing = room.shop.signer(Role.BACKUP);

        assertThatThrownBy(() -> room.rewrapping()
                        .run(List.of(room.backup), room.shop.recipient(), signing, RewrapRoom.WRITER, Progress.none()))
                .isInstanceOfSatisfying(LifeboatException.class, RewrappingTest::assertWrong)
                .hasMessage(
                        "signing key %s (%s, which signs as backup) may not sign as operator now: nobody would believe what it signs, so nothing was done"
                                .formatted(
                                        signing.fingerprint(),
                                        signing.certificate().userId()));
        assertThat(room.records()).isEmpty();
    }
}
