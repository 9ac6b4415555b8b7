package dev.lifeboat.record;

import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeRecordsTest {
    private static final String WRITER = "lifeboat test";

    // The keys of the shop sign from when they were made, which is now.
    private final Instant ended = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(60_678);
    private final BackupRun run = new BackupRun(
            MONDAY, ended.minusSeconds(50), RunPlace.LAMBDA, "run-1", new BackupRun.Done(3, 400, 5000, 60_000));

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;

    @BeforeEach
    void makeSource() {
        files = new FilesOnDisk(folder);
        shop = new MadeUpShop(DirectoryStore.initialize(folder));
    }

    private OutcomeRecords records() {
        return new OutcomeRecords(shop.catalog(), Clock.fixed(ended, ZoneOffset.UTC));
    }

    private ObjectKey fail() {
        return records().failed(run, ErrorCode.DEADLINE_PASSED, RunStage.COPYING, shop.signer(Role.BACKUP), WRITER);
    }

    private void assertRefused(ErrorCode code, String message) {
        assertThat(records().of(MONDAY))
                .singleElement()
                .isInstanceOfSatisfying(ListedDocument.Refused.class, refused -> {
                    assertThat(refused.why()).hasMessage(message);
                    assertThat(refused.why().code()).isEqualTo(code);
                });
    }

    @Test
    void failureIsToldWhereItsBackupWouldBe() {
        ObjectKey key = fail();

        assertThat(key.value())
                .matches("shop/records/20261123T020000Z-full/failed-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{16}\\.json\\.asc");
        OutcomeRecord record = records().read(key).content();
        assertThat(record.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(record.failure())
                .contains(new OutcomeRecord.Failure("LB-307", Category.UNAVAILABLE, RunStage.COPYING));
        assertThat(record.made()).isEmpty();
        assertThat(record.done()).isEqualTo(run.done());
        assertThat(record.started()).isEqualTo(run.started());
        assertThat(record.at()).isEqualTo(ended);
        assertThat(record.where()).isEqualTo(RunPlace.LAMBDA);
        assertThat(record.request()).isEqualTo("run-1");
        assertThat(record.writer()).isEqualTo(WRITER);
        assertThat(records().sayMade(MONDAY)).isFalse();
    }

    @Test
    void backupThatStandsIsToldByItsManifest() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        ObjectKey key = records().made(run, backup, shop.signer(Role.BACKUP), WRITER);

        assertThat(key.name()).startsWith("made-");
        OutcomeRecord record = records().read(key).content();
        assertThat(record.made())
                .contains(new OutcomeRecord.Made(backup.content().attempt(), backup.sha256()));
        assertThat(record.failure()).isEmpty();
        assertThat(records().sayMade(MONDAY)).isTrue();
        assertThat(records().sayMade(TUESDAY)).isFalse();
    }

    @Test
    void onlyWhoMayMakeBackupsMaySign() {
        SigningKey signing = shop.signer(Role.COPY);

        assertThatThrownBy(() -> records().failed(run, ErrorCode.INTERNAL, RunStage.PREPARING, signing, WRITER))
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_WRONG);
        assertThat(StoreActions.keys(shop.store(), "shop/records/")).isEmpty();
    }

    @Test
    void recordSignedByAnotherRoleDoesNotCount() {
        ObjectKey key = fail();
        SigningKey signing = shop.signer(Role.COPY);
        files.put(key, ClearSigned.sign(text(key), signing).getBytes(StandardCharsets.UTF_8));

        assertRefused(
                ErrorCode.SIGNER_UNTRUSTED,
                "document %s is signed by key %s, which may sign as copy, not as backup or operator: it is not used"
                        .formatted(key, signing.fingerprint()));
    }

    @Test
    void recordOfAFailureThatWasRenamedToASuccessDoesNotCount() {
        ObjectKey key = fail();
        ObjectKey renamed = new ObjectKey(key.value().replace("/failed-", "/made-"));
        files.put(renamed, files.bytes(key));
        files.lose(key);

        assertRefused(
                ErrorCode.DOCUMENT_MISPLACED,
                "record %s is that of backup 20261123T020000Z-full, which was failed at %s: it is not used"
                        .formatted(renamed, ended));
        assertThat(records().sayMade(MONDAY)).isFalse();
    }

    @Test
    void recordThatClaimsAnotherOutcomeThanItGivesReasonsForDoesNotCount() {
        ObjectKey key = fail();
        String lie = text(key).replace("\"outcome\" : \"failed\"", "\"outcome\" : \"made\"");
        assertThat(lie).isNotEqualTo(text(key));
        files.put(key, ClearSigned.sign(lie, shop.signer(Role.BACKUP)).getBytes(StandardCharsets.UTF_8));

        assertThat(records().of(MONDAY))
                .singleElement()
                .isInstanceOfSatisfying(
                        ListedDocument.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo(ErrorCode.DOCUMENT_MALFORMED));
    }

    @Test
    void proofsAndOtherRecordsArePassedOver() {
        shop.backup(MONDAY);
        ObjectKey key = fail();
        files.put(new ObjectKey("shop/records/20261123T020000Z-full/made-by-hand.json.asc"), new byte[] {1});

        assertThat(records().of(MONDAY)).extracting(ListedDocument::key).isEqualTo(List.of(key));
        assertThat(new ProofRecords(shop.catalog(), Clock.systemUTC()).of(MONDAY))
                .isEmpty();
    }

    private String text(ObjectKey key) {
        String signed = new String(files.bytes(key), StandardCharsets.UTF_8);
        return signed.substring(signed.indexOf("\n\n") + 2, signed.indexOf("-----BEGIN PGP SIGNATURE"));
    }
}
