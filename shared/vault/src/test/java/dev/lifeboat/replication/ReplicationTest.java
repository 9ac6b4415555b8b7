package dev.lifeboat.replication;

import static dev.lifeboat.replication.CopyRoom.LAYOUT;
import static dev.lifeboat.replication.CopyRoom.failed;
import static dev.lifeboat.replication.CopyRoom.only;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.BackupRun;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.replication.CopyOutcome.Copied;
import dev.lifeboat.replication.CopyOutcome.Due;
import dev.lifeboat.replication.CopyOutcome.Failed;
import dev.lifeboat.replication.CopyOutcome.Retired;
import dev.lifeboat.replication.CopyOutcome.There;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.retention.Incremental;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.MadeUpShop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is copied to another store, and what is not. */
class ReplicationTest {
    private static final int OBJECTS = 7;

    private final CopyRoom room = new CopyRoom();
    private final MadeUpShop shop = room.shop;

    private static AttemptName name(SignedDocument<Manifest> backup) {
        return new AttemptName(backup.content().id(), backup.content().attempt());
    }

    private static LifeboatException failure(CopyReport report) {
        return report.failure().orElseThrow();
    }

    @Test
    void copyIsReadByThoseWhoSeeNothingElse() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        CopyReport report = room.copy();

        assertThat(report.trustFiles()).isEqualTo(1);
        assertThat(only(report)).isInstanceOfSatisfying(Copied.class, copied -> {
            assertThat(copied.objects()).isEqualTo(OBJECTS);
            assertThat(copied.found()).isZero();
        });
        room.assertWholeThere(MONDAY);
        for (String prefix : List.of("shop/trust/", "shop/manifests/", LAYOUT.objectsPrefix(name(backup)))) {
            for (String key : StoreActions.keys(room.from, prefix)) {
                assertThat(StoreActions.bytes(room.to, key)).isEqualTo(StoreActions.bytes(room.from, key));
            }
        }
    }

    @Test
    void outcomesOfRunsSayNothingOfTheCopyAndStay() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        BackupRun run = new BackupRun(MONDAY, Instant.now(), RunPlace.LAMBDA, "run-1", BackupRun.Done.NOTHING);
        new OutcomeRecords(shop.catalog(), Clock.systemUTC()).made(run, backup, shop.signer(Role.BACKUP), "test");

        CopyReport report = room.copy();
        assertThat(report.refusedRecords()).isEmpty();
        assertThat(only(report))
                .isInstanceOfSatisfying(
                        Copied.class, copied -> assertThat(copied.records()).isZero());
        assertThat(room.keysThere("shop/records/")).noneMatch(key -> key.contains("/made-"));
    }

    /** Whoever tidies there must see a writer before its objects, and a backup only when they are all there. */
    @Test
    void attemptComesFirstAndManifestAndRecordLast() {
        shop.backup(MONDAY);
        FaultyStore watched = new FaultyStore(room.to);
        room.copy(room.from, watched);

        List<String> stored = watched.history().stream()
                .filter(call -> call.kind() == Kind.COMMIT)
                .map(call -> call.subject().split("/", -1)[1])
                .toList();
        List<String> expected = new ArrayList<>(List.of("trust", "attempts"));
        for (int object = 0; object < OBJECTS; object++) {
            expected.add("backups");
        }
        expected.addAll(List.of("manifests", "records"));
        assertThat(stored).isEqualTo(expected);
    }

    @Test
    void secondRunWritesNothingAndReadsNoObject() {
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        room.copy();
        FaultyStore reading = new FaultyStore(room.from);
        FaultyStore writing = new FaultyStore(room.to);

        CopyReport again = room.copy(reading, writing);

        assertThat(again.trustFiles()).isZero();
        assertThat(again.outcomes()).containsExactly(new There(MONDAY), new There(TUESDAY));
        assertThat(writing.history()).extracting(StoreCall::kind).doesNotContain(Kind.CREATE);
        assertThat(reading.bytesRead().keySet())
                .extracting(ObjectKey::value)
                .allMatch(key -> key.startsWith("shop/trust/") || key.startsWith("shop/manifests/"));
    }

    @Test
    void sourceIsOnlyRead() {
        shop.backup(MONDAY);
        FaultyStore reading = new FaultyStore(room.from);
        room.copy(reading, room.to);
        assertThat(reading.history())
                .extracting(StoreCall::kind)
                .containsOnly(Kind.OPEN, Kind.READ, Kind.STATUS, Kind.LIST);
    }

    @Test
    void previewSaysWhatARunWouldCopyAndWritesNothing() {
        shop.backup(MONDAY);
        long bytes = StoreActions.keys(room.from, LAYOUT.backupsPrefix()).stream()
                .mapToLong(key -> StoreActions.bytes(room.from, key).length)
                .sum();

        assertThat(room.preview().trustFiles()).isEqualTo(1);
        assertThat(only(room.preview())).isEqualTo(new Due(MONDAY, OBJECTS, bytes, 0));
        assertThat(room.keysThere("")).isEmpty();

        room.copy();
        assertThat(only(room.preview())).isEqualTo(new There(MONDAY));
        shop.backup(TUESDAY);
        assertThat(room.preview().outcomes()).last().isInstanceOf(Due.class);
    }

    @Test
    void objectThatWasLostThereIsCopiedAgainWhenItsBackupIsNamed() {
        Manifest manifest = shop.backup(MONDAY).content();
        room.copy();
        ObjectKey lost = shop.data(manifest, 2);
        room.to.lose(lost);

        assertThat(only(room.copy())).isEqualTo(new There(MONDAY));
        assertThat(only(room.copyNamed("latest"))).isInstanceOfSatisfying(Copied.class, copied -> {
            assertThat(copied.objects()).isEqualTo(1);
            assertThat(copied.found()).isEqualTo(OBJECTS - 1);
        });
        room.assertWholeThere(MONDAY);
        assertThat(only(room.copyNamed("20261123"))).isEqualTo(new There(MONDAY));
    }

    @Test
    void damagedOriginalNeverBecomesACopy() {
        Manifest monday = shop.backup(MONDAY).content();
        shop.backup(TUESDAY);
        ObjectKey damaged = shop.data(monday, 1);
        byte[] bytes = StoreActions.bytes(room.from, damaged.value());
        bytes[bytes.length / 2] ^= 1;
        room.from.replace(damaged, bytes);

        CopyReport report = room.copy();

        assertThat(report.outcomes()).last().isInstanceOf(Copied.class);
        assertThat(failure(report).toText()).isEqualToNormalizingNewlines("""
                        error [LB-102]: object %s in memory has SHA-256 %s, expected %s: it is not copied
                            hint: see what else is damaged with: lifeboat verify --store memory %s""".formatted(
                        damaged,
                        StoreActions.checksums(bytes).sha256(),
                        StoreActions.checksums(original(bytes)).sha256(),
                        MONDAY));
        assertThat(room.to.status(damaged)).isEmpty();
        assertThat(room.stands(MONDAY)).isFalse();
        room.assertWholeThere(TUESDAY);
    }

    private static byte[] original(byte[] damaged) {
        byte[] bytes = damaged.clone();
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    @Test
    void objectThatEndsEarlyOrIsMissingIsNamed() {
        Manifest monday = shop.backup(MONDAY).content();
        ObjectKey key = shop.data(monday, 1);
        byte[] whole = StoreActions.bytes(room.from, key.value());
        room.from.replace(key, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThat(failure(room.copy()))
                .hasMessage(
                        "object %s in memory holds %d bytes, expected %d: it is not copied",
                        key, whole.length - 1, whole.length);
        room.from.lose(key);
        assertThat(failure(room.copy()).code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(room.stands(MONDAY)).isFalse();
    }

    @Test
    void whatSomebodyElseStoredThereIsReportedAndLeftAsItIs() {
        Manifest monday = shop.backup(MONDAY).content();
        ObjectKey key = shop.data(monday, 1);
        byte[] whole = StoreActions.bytes(room.from, key.value());
        byte[] other = original(whole);
        StoreActions.put(room.to, key.value(), other);

        assertThat(failure(room.copy()).toText()).isEqualToNormalizingNewlines("""
                        error [LB-102]: object %s in memory has SHA-256 %s, expected %s: it was left as it is
                            hint: find out who stored it; when it is gone, repeat the command""".formatted(
                        key,
                        StoreActions.checksums(other).sha256(),
                        StoreActions.checksums(whole).sha256()));
        assertThat(StoreActions.bytes(room.to, key.value())).isEqualTo(other);
        assertThat(room.stands(MONDAY)).isFalse();
    }

    @Test
    void whatHasAnotherSizeThereIsReported() {
        Manifest monday = shop.backup(MONDAY).content();
        ObjectKey key = shop.data(monday, 1);
        StoreActions.put(room.to, key.value(), new byte[3]);
        assertThat(failure(room.copy()))
                .hasMessage(
                        "object %s in memory holds 3 bytes, expected %d: it was left as it is",
                        key, StoreActions.bytes(room.from, key.value()).length);
    }

    @Test
    void anotherManifestThereIsReportedAndLeftAsItIs() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        byte[] other = MadeUpShop.signed(backup.content(), shop.signer(Role.OPERATOR));
        StoreActions.put(room.to, backup.key().value(), other);

        assertThat(failure(room.copy()))
                .hasMessage(
                        "document %s in memory has SHA-256 %s, the one to be copied %s: it was left as it is",
                        backup.key(), StoreActions.checksums(other).sha256(), backup.sha256());
        assertThat(StoreActions.bytes(room.to, backup.key().value())).isEqualTo(other);
    }

    @Test
    void manifestThatIsNotBelievedIsNotCopiedAndTheOthersAre() {
        SignedDocument<Manifest> monday = shop.backup(MONDAY);
        shop.backup(TUESDAY);
        String text = StoreActions.text(room.from, monday.key().value()).replace("\"tables\" : 4", "\"tables\" : 5");
        room.from.replace(monday.key(), text.getBytes(StandardCharsets.UTF_8));

        CopyReport report = room.copy();

        assertThat(report.outcomes().getFirst())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.why().code()).isEqualTo(ErrorCode.SIGNATURE_INVALID));
        assertThat(report.outcomes()).last().isInstanceOf(Copied.class);
        assertThat(room.stands(MONDAY)).isFalse();
        assertThat(room.keysThere(LAYOUT.objectsPrefix(name(monday)))).isEmpty();
        assertThat(room.copyNamed(MONDAY.toString()).failure()).isPresent();
    }

    @Test
    void keyOfAnotherRoleCopiesNothing() {
        shop.backup(MONDAY);
        Catalog catalog = shop.catalog();
        Replication replication = new Replication(catalog, room.to, shop.pin(), room.room.clock);
        assertThatThrownBy(() ->
                        replication.run(Selection.all(catalog), shop.signer(Role.BACKUP), "test", 2, Progress.none()))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.KEY_WRONG));
        assertThat(room.keysThere("")).isEmpty();
    }

    /** A copy of the role that only copies is all that somebody has who took it over. */
    @Test
    void objectsListThatNamesOtherThingsIsRefused() {
        SignedDocument<Manifest> full = shop.backup(MONDAY);
        StrayList.on(room.room, full, new ObjectKey("shop/trust/000002.json.asc"));

        LifeboatException failure = failure(room.copy());

        assertThat(failure.code()).isEqualTo(ErrorCode.DOCUMENT_MISPLACED);
        assertThat(failure)
                .hasMessage(
                        "objects list of backup %s names object shop/trust/000002.json.asc, which is none of its attempts': it is not copied",
                        StrayList.ID);
        assertThat(room.keysThere("shop/trust/")).hasSize(1);
    }

    @Test
    void trustFilesComeFirstAndLaterOnesFollow() {
        shop.backup(MONDAY);
        room.copy();
        shop.trust(change -> change.retire(fingerprint(Role.PROVE)));
        assertThat(room.preview().trustFiles()).isEqualTo(1);
        assertThat(room.copy().trustFiles()).isEqualTo(1);
        assertThat(room.there().trust().version()).isEqualTo(2);
    }

    private KeyFingerprint fingerprint(Role role) {
        return shop.catalog().trust().file().signers().stream()
                .filter(signer -> signer.role() == role)
                .findFirst()
                .orElseThrow()
                .fingerprint();
    }

    @Test
    void sourceThatWasSetBackIsNotCopied() {
        shop.backup(MONDAY);
        shop.trust(change -> change.retire(fingerprint(Role.PROVE)));
        room.copy();
        room.from.lose(new ObjectKey("shop/trust/000002.json.asc"));

        assertThatThrownBy(room::copy).isInstanceOfSatisfying(LifeboatException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.TRUST_OUTDATED);
            assertThat(failure)
                    .hasMessage(
                            "newest trust file of source shop in memory is version 1, memory has version 2 already: memory may have been rolled back, so nothing was copied");
        });
    }

    @Test
    void placeOfAnotherSourceOfThatNameIsNotWrittenTo() {
        shop.backup(MONDAY);
        MemoryStore taken = new MemoryStore();
        new MadeUpShop(taken);
        List<String> before = StoreActions.keys(taken, "");
        assertThatThrownBy(() -> room.copy(room.from, taken))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure)
                                .hasMessage(
                                        "trust file shop/trust/000001.json.asc in memory is another one than in memory: nothing was copied"));
        assertThat(StoreActions.keys(taken, "")).isEqualTo(before);
    }

    @Test
    void attemptThatWasCondemnedThereStaysDead() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        shop.backup(TUESDAY);
        room.copyNamed(TUESDAY.toString());
        Instant now = room.room.clock.instant();
        condemn(room.there(), backup, Optional.empty());

        assertThat(failure(room.copy()))
                .hasMessage(
                        "attempt %s was condemned in memory at %s, its objects may be removed there: backup %s is not copied",
                        name(backup), now, MONDAY);
        assertThat(room.stands(MONDAY)).isFalse();
    }

    private void condemn(Catalog catalog, SignedDocument<Manifest> backup, Optional<String> manifest) {
        new Condemnations(catalog)
                .condemn(name(backup), manifest, room.room.clock.instant(), shop.signer(Role.RETAIN), "test");
    }

    /** What retention removes there is not brought back by the next run, and is no failure. */
    @Test
    void backupThatRetentionRemovedIsNotCopiedAgain() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        room.copy();
        condemn(room.there(), backup, Optional.of(backup.sha256()));
        room.to.lose(backup.key());
        CopyReport report = room.copy();
        assertThat(only(report)).isEqualTo(new Retired(MONDAY, "memory", room.room.clock.instant()));
        assertThat(report.failure()).isEmpty();
        assertThat(room.stands(MONDAY)).isFalse();
    }

    @Test
    void backupThatIsAboutToBeRemovedHereIsNotCopied() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        condemn(shop.catalog(), backup, Optional.of(backup.sha256()));
        assertThat(only(room.copy())).isInstanceOf(Retired.class);
        assertThat(room.keysThere(LAYOUT.backupsPrefix())).isEmpty();
    }

    @Test
    void incrementalBringsItsBaseAlong() {
        SignedDocument<Manifest> full = shop.backup(MONDAY);
        Set<ObjectKey> shared = Set.of(shop.data(full.content(), 1));
        Incremental.on(room.room, full, shared);

        CopyReport report = room.copyNamed(Incremental.ID.toString());

        // The made-up incremental has no index of its own, so it fails; its base came before it.
        assertThat(report.outcomes())
                .extracting(CopyOutcome::name)
                .containsExactly(MONDAY.toString(), Incremental.ID.toString());
        room.assertWholeThere(MONDAY);
    }

    @Test
    void incrementalIsNotCopiedWithoutItsBase() {
        SignedDocument<Manifest> full = shop.backup(MONDAY);
        Incremental.on(room.room, full, Set.of(shop.data(full.content(), 1)));
        condemn(shop.catalog(), full, Optional.of(full.sha256()));

        assertThat(failure(room.copy()).toText())
                .isEqualToNormalizingNewlines("""
                        error [LB-120]: backup %s builds on %s, which is not in memory: it is not copied
                            hint: see why %s was not copied""".formatted(Incremental.ID, MONDAY, MONDAY));
        assertThat(room.stands(Incremental.ID)).isFalse();
    }

    @Test
    void incrementalOnACondemnedBaseIsNotCopied() {
        SignedDocument<Manifest> full = shop.backup(MONDAY);
        room.copy();
        Incremental.on(room.room, full, Set.of(shop.data(full.content(), 1)));
        condemn(room.there(), full, Optional.of(full.sha256()));
        assertThat(failure(room.copy()).code()).isEqualTo(ErrorCode.ATTEMPT_CONDEMNED);
        assertThat(room.stands(Incremental.ID)).isFalse();
    }

    @Test
    void copyIsHeldUpForTooLongAndDoesNotCommit() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        Instant until = room.room.clock.instant().plus(Duration.ofHours(24));
        FaultyStore slow = new FaultyStore(room.to);
        slow.before(number -> {
            StoreCall call = slow.history().get((int) number - 1);
            if (call.kind() == Kind.COMMIT && call.subject().endsWith("objects.jsonl.zst")) {
                room.later(Duration.ofHours(25));
            }
        });
        LifeboatException failure = failure(room.copy(room.from, slow));
        assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_PASSED);
        assertThat(failure)
                .hasMessage(
                        "copying backup %s to memory was to end by %s, after which its objects may be removed: it is not copied",
                        MONDAY, until);
        assertThat(room.stands(MONDAY)).isFalse();

        assertThat(only(room.copy())).isInstanceOf(Copied.class);
        assertThat(room.keysThere(LAYOUT.attemptPrefix(name(backup)))).hasSize(2);
        room.assertWholeThere(MONDAY);
    }

    @Test
    void manifestThatCameTooLateIsSaid() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        FaultyStore slow = new FaultyStore(room.to);
        slow.before(number -> {
            StoreCall call = slow.history().get((int) number - 1);
            if (call.kind() == Kind.COMMIT && call.subject().equals(backup.key().value())) {
                room.later(Duration.ofHours(25));
            }
        });
        assertThat(failure(room.copy(room.from, slow)))
                .hasMessage(
                        "manifest %s was stored in memory at %s, too long after the copy had said that it is at work: objects of backup %s may have been removed there",
                        backup.key(), room.room.clock.instant(), MONDAY);
    }

    @Test
    void failuresOfSeveralBackupsAreCounted() {
        for (var id : List.of(MONDAY, TUESDAY)) {
            room.from.lose(shop.data(shop.backup(id).content(), 1));
        }
        assertThat(failure(room.copy())).hasMessageStartingWith("2 backups were not copied, the first because object ");
        assertThat(failed(room.copyNamed(MONDAY.toString())).name()).isEqualTo(MONDAY.toString());
    }
}
