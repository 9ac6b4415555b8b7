package dev.lifeboat.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Damage;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerificationReport;
import dev.lifeboat.verify.VerifyBackup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofRecordsTest {
    private static final String WRITER = "lifeboat test";

    // The keys of the shop sign from when they were made, which is now.
    private final Instant written =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(60_678);
    private final String writtenInNames = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(written);
    private final Clock clock = Clock.fixed(written, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private SignedDocument<Manifest> backup;

    @BeforeEach
    void makeBackup() {
        files = new FilesOnDisk(folder);
        shop = new MadeUpShop(DirectoryStore.initialize(folder));
        backup = shop.backup(MadeUpShop.MONDAY);
    }

    private ProofRecords records() {
        return new ProofRecords(shop.catalog(), clock);
    }

    private VerificationReport verify(Depth depth) {
        return new VerifyBackup(shop.catalog(), 2).run(backup, depth, Optional.of(shop.recipient()), Progress.none());
    }

    private ObjectKey record(Depth depth) {
        return records().write(Proof.of(backup, verify(depth)), shop.signer(Role.PROVE), WRITER);
    }

    private List<ListedDocument<ProofRecord>> listed() {
        return records().of(MadeUpShop.MONDAY);
    }

    private ProofRecord only() {
        assertThat(listed()).hasSize(1);
        return ((ListedDocument.Standing<ProofRecord>) listed().getFirst())
                .document()
                .content();
    }

    private void assertRefused(ErrorCode code, String message) {
        assertThat(listed()).hasSize(1);
        assertThat(listed().getFirst()).isInstanceOfSatisfying(ListedDocument.Refused.class, refused -> {
            assertThat(refused.why()).hasMessage(message);
            assertThat(refused.why().code()).isEqualTo(code);
        });
    }

    @Test
    void verificationOfTheContentIsAProof() {
        ObjectKey key = record(Depth.CONTENT);

        assertThat(key.value())
                .matches("shop/records/20261123T020000Z-full/verification-" + writtenInNames
                        + "-[0-9a-f]{16}\\.json\\.asc");
        ProofRecord record = only();
        assertThat(record.proves(backup)).isTrue();
        assertThat(record.kind()).isEqualTo(ProofKind.VERIFICATION);
        assertThat(record.depth()).contains(Depth.CONTENT);
        assertThat(record.outcome()).isEqualTo(ProofOutcome.PASSED);
        assertThat(record.at()).isEqualTo(written);
        assertThat(record.manifest()).isEqualTo(backup.sha256());
        assertThat(record.attempt()).contains(backup.content().attempt());
        assertThat(record.totals().objects()).isEqualTo(5);
        assertThat(record.totals().tables()).isEqualTo(4);
        assertThat(record.totals().rows()).isEqualTo(9);
        assertThat(record.totals().faults()).isZero();
        assertThat(record.writer()).isEqualTo(WRITER);
    }

    @Test
    void detailsAreReadByARecipientAndByTheCatalogKey() {
        record(Depth.CONTENT);

        for (var keys : List.of(shop.recipient(), shop.catalogKey())) {
            assertThat(records().details(only(), keys))
                    .hasSize(4)
                    .contains(new ProofLine.Table("shop", "notes", 0, Fingerprint.NONE, true));
        }
    }

    @Test
    void nothingInClearNamesATable() {
        files.flip(shop.data(backup.content(), 1));
        record(Depth.CONTENT);

        try (Stream<ObjectStatus> all = shop.store().list("shop/records/")) {
            List<ObjectKey> keys = all.map(ObjectStatus::key).toList();
            assertThat(keys).hasSize(2);
            for (ObjectKey key : keys) {
                assertThat(new String(files.bytes(key), StandardCharsets.ISO_8859_1))
                        .doesNotContainIgnoringCase("orders")
                        .doesNotContainIgnoringCase("notes");
            }
        }
    }

    @Test
    void checksumsAreNoProofOfTheRows() {
        record(Depth.CHECKSUMS);

        assertThat(only().outcome()).isEqualTo(ProofOutcome.PASSED);
        assertThat(only().proves(backup)).isFalse();
        assertThat(only().details()).isEmpty();
        assertThat(records().details(only(), shop.recipient())).isEmpty();
    }

    @Test
    void damageIsRecordedAndIsNoProof() {
        ObjectKey object = shop.data(backup.content(), 1);
        files.lose(object);
        record(Depth.CONTENT);

        assertThat(only().outcome()).isEqualTo(ProofOutcome.FAILED);
        assertThat(only().totals().faults()).isEqualTo(1);
        assertThat(only().proves(backup)).isFalse();
        assertThat(records().details(only(), shop.recipient()))
                .contains(new ProofLine.Damaged(
                        Damage.Kind.MISSING,
                        object,
                        "object %s is missing: the rows of table \"shop\".\"orders\" cannot be restored"
                                .formatted(object)));
    }

    private static ProofLine.Table orders(boolean matches) {
        return new ProofLine.Table("shop", "orders", 4, new Fingerprint(1, 2), matches);
    }

    private ProofRecord restore(boolean whole, boolean matches) {
        records()
                .write(
                        Proof.ofRestore(backup, whole, 3, 700, List.of(orders(matches)), Duration.ofSeconds(2)),
                        shop.signer(Role.PROVE),
                        WRITER);
        return only();
    }

    @Test
    void restoreOfEverythingIsAProof() {
        ProofRecord record = restore(true, true);

        assertThat(record.proves(backup)).isTrue();
        assertThat(record.kind()).isEqualTo(ProofKind.RESTORE);
        assertThat(record.depth()).isEmpty();
        assertThat(record.totals()).isEqualTo(new ProofRecord.Totals(3, 700, 1, 4, 0, 2000));
        assertThat(records().details(record, shop.recipient())).containsExactly(orders(true));
    }

    @Test
    void restoreOfSomeTablesIsNoProofOfTheBackup() {
        assertThat(restore(false, true).proves(backup)).isFalse();
    }

    @Test
    void restoreWithOtherRowsIsNoProof() {
        ProofRecord record = restore(true, false);

        assertThat(record.outcome()).isEqualTo(ProofOutcome.FAILED);
        assertThat(record.proves(backup)).isFalse();
    }

    @Test
    void proofOfOneManifestIsNoneOfAnother() {
        record(Depth.CONTENT);

        assertThat(only().proves(shop.backup(MadeUpShop.TUESDAY))).isFalse();
    }

    @Test
    void onlyAKeyOfTheRoleProveMaySign() {
        SigningKey signing = shop.signer(Role.BACKUP);
        Proof proof = Proof.of(backup, verify(Depth.CONTENT));

        assertThatThrownBy(() -> records().write(proof, signing, WRITER))
                .hasMessage(
                        "signing key %s (%s, which signs as backup) may not sign as prove now: nobody would believe what"
                                        .formatted(
                                                signing.fingerprint(),
                                                signing.certificate().userId())
                                + " it signs, so nothing was done")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_WRONG);
        try (Stream<ObjectStatus> all = shop.store().list("shop/records/")) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void recordSignedByAnotherRoleDoesNotCount() {
        ObjectKey key = record(Depth.CONTENT);
        SigningKey signing = shop.signer(Role.BACKUP);
        sign(key, text(key), signing);

        assertRefused(
                ErrorCode.SIGNER_UNTRUSTED,
                "document %s is signed by key %s, which may sign as backup, not as prove: it is not used"
                        .formatted(key, signing.fingerprint()));
    }

    @Test
    void recordThatWasMovedToAnotherBackupDoesNotCount() {
        shop.backup(MadeUpShop.TUESDAY);
        ObjectKey key = record(Depth.CONTENT);
        ObjectKey moved = new ObjectKey(key.value().replace("20261123T020000Z", "20261124T020000Z"));
        files.put(moved, files.bytes(key));

        ListedDocument<ProofRecord> listed = records().of(MadeUpShop.TUESDAY).getFirst();
        assertThat(listed)
                .isInstanceOfSatisfying(
                        ListedDocument.Refused.class,
                        refused -> assertThat(refused.why())
                                .hasMessage(
                                        "record %s is that of a verification of backup 20261123T020000Z-full at %s: it is not used"
                                                .formatted(moved, written)));
    }

    @Test
    void recordThatClaimsAnotherOutcomeThanItsFaultsDoesNotCount() {
        files.lose(shop.data(backup.content(), 1));
        ObjectKey key = record(Depth.CONTENT);
        sign(key, text(key).replace("\"failed\"", "\"passed\""), shop.signer(Role.PROVE));

        assertThat(listed().getFirst())
                .isInstanceOfSatisfying(
                        ListedDocument.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo(ErrorCode.DOCUMENT_MALFORMED));
    }

    @Test
    void recordOfALaterFormatDoesNotCount() {
        ObjectKey key = record(Depth.CONTENT);
        sign(key, text(key).replace("lifeboat-record-1", "lifeboat-record-2"), shop.signer(Role.PROVE));

        assertRefused(
                ErrorCode.DOCUMENT_TOO_NEW,
                "document %s is of the format 'lifeboat-record-2', this program reads 'lifeboat-record-1': it cannot be used"
                        .formatted(key));
    }

    @Test
    void whateverElseLiesThereIsPassedOver() {
        files.put(
                new ObjectKey("shop/records/20261123T020000Z-full/off-site-copy-of-later-versions.json.asc"),
                new byte[] {1});

        assertThat(listed()).isEmpty();
    }

    @Test
    void damagedDetailsAreRefused() {
        record(Depth.CONTENT);
        ProofRecord.Details details = only().details().orElseThrow();
        files.cut(details.key(), (int) details.checksums().bytes() - 1);

        assertThatThrownBy(() -> records().details(only(), shop.recipient()))
                .hasMessage("object %s holds %d bytes, its list says %d: what it holds cannot be restored"
                        .formatted(
                                details.key(),
                                details.checksums().bytes() - 1,
                                details.checksums().bytes()));
    }

    private String text(ObjectKey key) {
        String signed = new String(files.bytes(key), StandardCharsets.UTF_8);
        return signed.substring(signed.indexOf("\n\n") + 2, signed.indexOf("-----BEGIN PGP SIGNATURE"));
    }

    private void sign(ObjectKey key, String text, SigningKey signer) {
        files.put(key, ClearSigned.sign(text, signer).getBytes(StandardCharsets.UTF_8));
    }
}
