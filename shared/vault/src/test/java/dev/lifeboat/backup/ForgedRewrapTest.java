package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.Damage;
import dev.lifeboat.verify.MadeUpShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records by which somebody would open a backup, and which nobody should believe. */
class ForgedRewrapTest {
    @TempDir
    private Path folder;

    private RewrapRoom room;
    private Colleague ada;
    private ObjectKey key;
    private Rewrap honest;

    @BeforeEach
    void rewrap() {
        room = new RewrapRoom(folder);
        ada = room.addRecipient("ada");
        room.rewrap();
        key = room.records().getFirst();
        honest = room.written();
    }

    private void assertDoesNotCount(ErrorCode code, String message) {
        assertThat(room.listed()).singleElement().isInstanceOfSatisfying(ListedDocument.Refused.class, refused -> {
            assertThat(refused.key()).isEqualTo(key);
            assertThat(refused.why()).hasMessage(message);
            assertThat(refused.why().code()).isEqualTo(code);
        });
        assertThatThrownBy(() -> room.secrets(ada.keys()).data())
                .isInstanceOfSatisfying(LifeboatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.KEY_WRONG);
                    assertThat(e.hint())
                            .endsWith(
                                    "; for a recipient who was added later, somebody who can open it runs: lifeboat keys"
                                            + " rewrap 20261123T020000Z-full");
                })
                .hasMessageMatching(
                        "data secret of backup 20261123T020000Z-full is encrypted to key [0-9A-F]{40} \\(.*\\), and no"
                                + " private key given opens it: it was not read \\(a rewrap record does not count: .*\\)")
                .hasMessageEndingWith("(a rewrap record does not count: " + message + ")");
    }

    private Rewrap with(BackupId backup, String manifest, List<AttemptKey> keys) {
        return new Rewrap(
                honest.format(),
                honest.requires(),
                honest.catalog(),
                honest.source(),
                backup,
                keys.getFirst().attempt(),
                manifest,
                honest.at(),
                keys,
                honest.indexKey(),
                honest.writer());
    }

    @Test
    void recordSignedByAnotherRoleDoesNotCount() {
        for (Role role : List.of(Role.BACKUP, Role.PROVE, Role.RETAIN)) {
            SigningKey signing = room.shop.signer(role);
            room.forge(key, honest, signing);

            assertDoesNotCount(
                    ErrorCode.SIGNER_UNTRUSTED,
                    "document %s is signed by key %s, which may sign as %s, not as operator: it is not used"
                            .formatted(key, signing.fingerprint(), role.text()));
        }
    }

    @Test
    void recordOfAnOperatorWhoWasRetiredBeforeDoesNotCount() {
        SigningKey operator = room.operator();
        room.shop.trust(change -> change.retire(operator.fingerprint()));
        room.forge(key, honest, operator);

        assertThat(room.listed())
                .singleElement()
                .isInstanceOfSatisfying(
                        ListedDocument.Refused.class,
                        refused -> assertThat(refused.why())
                                .hasMessageContaining("and was stored at ")
                                .hasMessageContaining(", but that key signs from "));
    }

    @Test
    void recordThatWasMovedToAnotherBackupDoesNotCount() {
        room.shop.backup(MadeUpShop.TUESDAY);
        ObjectKey moved = new ObjectKey(key.value().replace("20261123T020000Z", "20261124T020000Z"));
        room.files.put(moved, room.files.bytes(key));

        assertThat(new Rewraps(room.shop.catalog()).of(room.shop.catalog().read(MadeUpShop.TUESDAY)))
                .singleElement()
                .isInstanceOfSatisfying(
                        ListedDocument.Refused.class,
                        refused -> assertThat(refused.why())
                                .hasMessage("record %s is that of backup 20261123T020000Z-full at %s: it is not used"
                                        .formatted(moved, honest.at())));
    }

    @Test
    void recordUnderAnotherInstantDoesNotCount() {
        Rewrap other = new Rewrap(
                honest.format(),
                honest.requires(),
                honest.catalog(),
                honest.source(),
                honest.backup(),
                honest.attempt(),
                honest.manifest(),
                Instant.parse("2020-01-01T00:00:00Z"),
                honest.keys(),
                honest.indexKey(),
                honest.writer());
        room.forge(key, other, room.operator());

        assertDoesNotCount(
                ErrorCode.DOCUMENT_MISPLACED,
                "record %s is that of backup 20261123T020000Z-full at 2020-01-01T00:00:00Z: it is not used"
                        .formatted(key));
    }

    @Test
    void recordOfAnotherManifestDoesNotCount() {
        room.forge(key, with(honest.backup(), "0".repeat(64), honest.keys()), room.operator());

        assertDoesNotCount(
                ErrorCode.DOCUMENT_MISPLACED,
                "record %s is of another manifest than that of backup 20261123T020000Z-full: it is not used"
                        .formatted(key));
    }

    @Test
    void recordOfAnotherAttemptDoesNotCount() {
        AttemptKey own = honest.keys().getFirst();
        AttemptKey others = new AttemptKey(new AttemptId("0123456789abcdef"), own.recipients(), own.secret());
        room.forge(key, with(honest.backup(), honest.manifest(), List.of(others)), room.operator());

        assertDoesNotCount(
                ErrorCode.DOCUMENT_MALFORMED,
                "record %s holds the secrets of attempts [0123456789abcdef], the manifest those of [%s]: it is not used"
                        .formatted(key, honest.attempt()));
    }

    @Test
    void tamperedRecordDoesNotCount() {
        String text = new String(room.files.bytes(key), StandardCharsets.UTF_8);
        room.files.put(key, text.replace("lifeboat test", "lifeboat best").getBytes(StandardCharsets.UTF_8));

        assertThat(room.listed())
                .singleElement()
                .isInstanceOfSatisfying(
                        ListedDocument.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo(ErrorCode.SIGNATURE_INVALID));
        assertThatThrownBy(() -> room.secrets(ada.keys()).index())
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_WRONG));
    }

    @Test
    void recordOfALaterFormatDoesNotCount() {
        String text = StrictJson.indented(honest);
        room.forge(key, text.replace("lifeboat-rewrap-1", "lifeboat-rewrap-2"), room.operator());

        assertDoesNotCount(
                ErrorCode.DOCUMENT_TOO_NEW,
                "document %s is of the format 'lifeboat-rewrap-2', this program reads 'lifeboat-rewrap-1': it cannot be used"
                        .formatted(key));
    }

    @Test
    void whatDoesNotCountIsNoReasonToLeaveRecipientsOut() {
        room.forge(key, honest, room.shop.signer(Role.BACKUP));

        assertThat(room.rewrap()).hasExactlyElementsOfTypes(RewrapOutcome.Rewrapped.class);
        assertThat(room.verify(ada.keys()).isSound()).isTrue();
    }

    @Test
    void forgedRecordsChangeNothingForThoseWhomTheManifestNames() {
        room.files.put(key, new byte[] {1});

        assertThat(room.verify(room.shop.recipient()).isSound()).isTrue();
    }

    private Rewrap saying(AttemptKey secret) {
        return with(honest.backup(), honest.manifest(), List.of(secret));
    }

    @Test
    void wrongSecretOpensNoObject() {
        room.forge(key, saying(ada.reader().wrap(honest.attempt(), DataSecret.random())), room.operator());

        assertThat(room.verify(ada.keys()).damage()).isNotEmpty().allSatisfy(damage -> {
            assertThat(damage.kind()).isEqualTo(Damage.Kind.DECRYPTION);
            assertThat(damage.sentence())
                    .contains("has its checksums, but is encrypted under another secret than this backup's");
        });
    }

    @Test
    void whatIsNoSecretIsNotUsed() {
        AttemptKey nonsense = new AttemptKey(
                honest.attempt(),
                List.of(ada.encryption().value()),
                PublicKeyMessage.armored("nonsense", ada.reader().recipients()));
        room.forge(key, saying(nonsense), room.operator());

        assertThatThrownBy(() -> room.secrets(ada.keys()).data())
                .hasMessage("data secret is not 64 lowercase hexadecimal digits: it opens no object")
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_DAMAGED));
    }

    @Test
    void damagedSecretInOneRecordKeepsNobodyFromUsingAnother() {
        Colleague grace = room.addRecipient("grace");
        room.rewrap();
        AttemptKey damaged =
                new AttemptKey(honest.attempt(), List.of(grace.encryption().value()), "-----BEGIN PGP MESSAGE-----\n");
        room.forge(key, saying(damaged), room.operator());

        assertThat(room.records()).hasSize(2);
        assertThat(room.verify(grace.keys()).isSound()).isTrue();
    }

    @Test
    void laterRecordDoesNotDisplaceAnEarlierOne() throws InterruptedException {
        Thread.sleep(20);
        ObjectKey later = new Layout(honest.source())
                .record(honest.backup(), "rewrap", honest.at(), new AttemptId("0000000000000000"));
        room.forge(later, saying(ada.reader().wrap(honest.attempt(), DataSecret.random())), room.operator());

        assertThat(room.listed())
                .hasExactlyElementsOfTypes(ListedDocument.Standing.class, ListedDocument.Standing.class);
        assertThat(room.verify(ada.keys()).isSound()).isTrue();
    }
}
