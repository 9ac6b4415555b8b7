package dev.lifeboat.replication;

import static dev.lifeboat.replication.CopyRoom.LAYOUT;
import static dev.lifeboat.replication.CopyRoom.only;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.CopyRecord;
import dev.lifeboat.backup.CopyRecords;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Rewrapping;
import dev.lifeboat.backup.Rewraps;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.replication.CopyOutcome.Copied;
import dev.lifeboat.replication.CopyOutcome.There;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustChange;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A copy is younger than what it is of, and still its documents are believed by whom they were signed, and when. */
class VouchedTimesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final CopyRoom room = new CopyRoom();
    private final MadeUpShop shop = room.shop;

    /** Ends the window of a role's key, as of now by the clock of the stores. */
    private void retire(Role role) {
        Trust trust = shop.catalog().trust();
        KeyFingerprint key = trust.file().signers().stream()
                .filter(signer -> signer.role() == role)
                .findFirst()
                .orElseThrow()
                .fingerprint();
        shop.trust(change -> new TrustChange(trust, room.room.clock.instant()).retire(key));
    }

    private List<String> copyRecords() {
        return room.keysThere(LAYOUT.recordPrefix(MONDAY)).stream()
                .filter(key -> key.contains("/copy-"))
                .toList();
    }

    @Test
    void manifestOfAKeyThatWasRetiredMeanwhileIsBelievedInTheCopy() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        room.later(HOUR);
        retire(Role.BACKUP);
        room.later(HOUR);

        assertThat(only(room.copy())).isInstanceOf(Copied.class);

        assertThat(room.there().read(MONDAY)).isEqualTo(backup);
        room.assertWholeThere(MONDAY);
        assertThat(only(room.copy())).isEqualTo(new There(MONDAY));
    }

    @Test
    void withoutTheRecordOfTheCopyItIsNotBelieved() {
        shop.backup(MONDAY);
        room.later(HOUR);
        retire(Role.BACKUP);
        room.later(HOUR);
        room.copy();
        copyRecords().forEach(key -> room.to.lose(new ObjectKey(key)));

        assertRefused();
        assertThat(only(room.copy())).isEqualTo(new There(MONDAY));
        room.assertWholeThere(MONDAY);
    }

    private void assertRefused() {
        assertThatThrownBy(() -> room.there().read(MONDAY))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SIGNER_UNTRUSTED));
    }

    /** Whoever took over the backup side has a key that was retired, and cannot say when it signed. */
    @Test
    void nobodyButTheRoleCopyVouches() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        room.later(HOUR);
        retire(Role.BACKUP);
        room.later(HOUR);
        room.copy();
        copyRecords().forEach(key -> room.to.lose(new ObjectKey(key)));
        for (Role role : List.of(Role.OPERATOR, Role.PROVE, Role.RETAIN, Role.BACKUP)) {
            vouch(backup, backup.sha256(), role);
            assertRefused();
        }
        vouch(backup, "0".repeat(64), Role.COPY);
        assertRefused();
        vouch(backup, backup.sha256(), Role.COPY);
        assertThat(room.there().read(MONDAY)).isEqualTo(backup);
    }

    private void vouch(SignedDocument<Manifest> backup, String sha256, Role role) {
        CopyRecord.Document document = new CopyRecord.Document(backup.key(), sha256, backup.storedAt());
        new CopyRecords(room.there())
                .write(
                        backup,
                        Instant.parse("2026-11-30T02:00:00Z"),
                        List.of(document),
                        new CopyRecord.Totals(0, 0, 0),
                        shop.signer(role),
                        "test");
    }

    /** A time does not make a signature count that never did. */
    @Test
    void vouchedTimeIsJudgedAsTheStoresOwnIs() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        retire(Role.BACKUP);
        room.later(HOUR);
        room.to.replace(
                new ObjectKey("shop/trust/000001.json.asc"),
                StoreActions.bytes(room.from, "shop/trust/000001.json.asc"));
        room.to.replace(
                new ObjectKey("shop/trust/000002.json.asc"),
                StoreActions.bytes(room.from, "shop/trust/000002.json.asc"));
        room.to.replace(backup.key(), StoreActions.bytes(room.from, backup.key().value()));
        vouch(
                new SignedDocument<>(
                        backup.key(), backup.content(), backup.signer(), room.room.clock.instant(), backup.sha256()),
                backup.sha256(),
                Role.COPY);
        assertRefused();
    }

    @Test
    void copyOfACopyStillTellsTheFirstTime() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        room.later(HOUR);
        retire(Role.BACKUP);
        room.later(HOUR);
        room.copy();
        room.later(HOUR);
        MemoryStore third = new MemoryStore(room.room.clock);
        assertThat(only(room.copy(room.to, third))).isInstanceOf(Copied.class);
        assertThat(shop.catalog(third).read(MONDAY)).isEqualTo(backup);
    }

    private SignedDocument<Manifest> provenAndRewrapped() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        ProofRecords proofs = new ProofRecords(shop.catalog(), room.room.clock);
        for (Depth depth : List.of(Depth.PRESENCE, Depth.CHECKSUMS, Depth.CONTENT)) {
            proofs.write(
                    Proof.of(
                            backup,
                            new VerifyBackup(shop.catalog(), 1)
                                    .run(backup, depth, Optional.of(shop.recipient()), Progress.none())),
                    shop.signer(Role.PROVE),
                    "test");
        }
        shop.trust(change -> change.addRecipient(Colleagues.certificate("bert")));
        new Rewrapping(shop.catalog(), room.room.clock)
                .run(List.of(backup), shop.recipient(), shop.signer(Role.OPERATOR), "test", Progress.none());
        return backup;
    }

    @Test
    void whatIsTrueOfTheCopyTooIsCopied() {
        SignedDocument<Manifest> backup = provenAndRewrapped();
        room.later(HOUR);
        retire(Role.PROVE);
        retire(Role.OPERATOR);
        room.later(HOUR);

        assertThat(only(room.copy()))
                .isInstanceOfSatisfying(
                        Copied.class, copied -> assertThat(copied.records()).isEqualTo(2));

        List<ListedDocument<ProofRecord>> proofs = new ProofRecords(room.there(), room.room.clock).of(MONDAY);
        assertThat(ListedDocument.refused(proofs)).isEmpty();
        assertThat(ListedDocument.standing(proofs)).singleElement().satisfies(proof -> {
            assertThat(proof.content().proves(backup)).isTrue();
            assertThat(new ProofRecords(room.there(), room.room.clock).details(proof.content(), shop.catalogKey()))
                    .isNotEmpty();
        });
        assertThat(Rewraps.standing(new Rewraps(room.there()).of(backup))).hasSize(1);
        assertThat(copyRecords()).hasSize(1);
        assertThat(only(room.copy())).isEqualTo(new There(MONDAY));
    }

    @Test
    void recordThatCameAfterTheCopyFollows() {
        shop.backup(MONDAY);
        room.copy();
        SignedDocument<Manifest> backup = shop.catalog().read(MONDAY);
        new ProofRecords(shop.catalog(), room.room.clock)
                .write(
                        Proof.of(
                                backup,
                                new VerifyBackup(shop.catalog(), 1)
                                        .run(backup, Depth.CONTENT, Optional.of(shop.recipient()), Progress.none())),
                        shop.signer(Role.PROVE),
                        "test");
        assertThat(only(room.copy())).isEqualTo(new Copied(MONDAY, 0, 0, 0, 1));
        assertThat(copyRecords()).hasSize(2);
        assertThat(only(room.copy())).isEqualTo(new There(MONDAY));
    }

    @Test
    void recordThatIsNotBelievedIsNamedAndNotCopied() {
        SignedDocument<Manifest> backup = provenAndRewrapped();
        String rewrap = StoreActions.keys(room.from, LAYOUT.recordPrefix(MONDAY)).stream()
                .filter(key -> key.contains("/rewrap-"))
                .findFirst()
                .orElseThrow();
        room.from.replace(new ObjectKey(rewrap), new byte[100]);
        CopyReport report = room.copy();
        assertThat(report.refusedRecords())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessageContaining(rewrap));
        assertThat(room.to.status(new ObjectKey(rewrap))).isEmpty();
        assertThat(room.there().read(MONDAY).sha256()).isEqualTo(backup.sha256());
    }

    @Test
    void identifierOfACopyIsItsOwn() {
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        room.copy();
        String record = copyRecords().getFirst();
        ObjectKey moved = new ObjectKey(record.replace(MONDAY.toString(), TUESDAY.toString()));
        StoreActions.put(room.to, moved.value(), StoreActions.bytes(room.to, record));
        assertThat(new CopyRecords(room.there()).of(TUESDAY))
                .hasSize(1)
                .noneMatch(found -> found.key().equals(moved));
    }
}
