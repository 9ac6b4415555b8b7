package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Damage.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to files after they were stored, on a real disk. */
class VerifyBackupTest {
    private static final String ORDERS = "the rows of table \"shop\".\"orders\" cannot be restored";
    private static final String SHARED =
            "the rows of tables \"shop\".\"countries\", \"shop\".\"customers\" cannot be restored";
    private static final String NOTHING = "nothing of this backup can be restored";

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private SignedDocument<Manifest> backup;
    private Manifest manifest;

    @BeforeEach
    void makeBackup() {
        files = new FilesOnDisk(folder);
        shop = new MadeUpShop(DirectoryStore.initialize(folder));
        backup = shop.backup(MadeUpShop.MONDAY);
        manifest = backup.content();
    }

    private VerificationReport verify(Depth depth, Optional<PrivateKeys> keys) {
        return new VerifyBackup(shop.catalog(), 2).run(backup, depth, keys, Progress.none());
    }

    /** With a recipient's key, so that tables have names. */
    private VerificationReport verify(Depth depth) {
        return verify(depth, Optional.of(shop.recipient()));
    }

    private void assertFinds(Depth depth, Kind kind, ObjectKey object, String sentence) {
        VerificationReport report = verify(depth);
        assertThat(report.damage()).extracting(Damage::sentence).containsExactly("object " + object + " " + sentence);
        assertThat(report.damage()).extracting(Damage::kind).containsExactly(kind);
        assertThat(report.damages()).isEqualTo(1);
    }

    private void assertSound(Depth depth) {
        assertThat(verify(depth).damage()).isEmpty();
    }

    @Test
    void soundBackupIsSoundAtEveryDepth() {
        for (Depth depth : Depth.values()) {
            VerificationReport report = verify(depth);
            assertThat(report.damage()).isEmpty();
            assertThat(report.isSound()).isTrue();
            assertThat(report.failure()).isEmpty();
            assertThat(report.objects()).isEqualTo(5);
            assertThat(report.manifestDigest()).isEqualTo(backup.sha256());
        }
    }

    @Test
    void contentCountsEveryRowAndNamesEveryTable() {
        VerificationReport report = verify(Depth.CONTENT);

        assertThat(report.rows()).isEqualTo(9);
        assertThat(report.tables())
                .extracting(table -> table.table() + " " + table.rows().rows())
                .containsExactlyInAnyOrder(
                        "\"shop\".\"orders\" 4",
                        "\"shop\".\"customers\" 3",
                        "\"shop\".\"countries\" 2",
                        "\"shop\".\"notes\" 0");
        assertThat(report.bytesRead())
                .isEqualTo(manifest.totals().storedBytes()
                        + manifest.index().bytes()
                        + manifest.objects().bytes());
    }

    @Test
    void checksumsNeedNoKeyAndReadEveryStoredByte() {
        VerificationReport report = verify(Depth.CHECKSUMS, Optional.empty());

        assertThat(report.isSound()).isTrue();
        assertThat(report.rows()).isZero();
        assertThat(report.tables()).isEmpty();
        assertThat(report.bytesRead())
                .isEqualTo(manifest.totals().storedBytes()
                        + manifest.index().bytes()
                        + manifest.objects().bytes());
    }

    @Test
    void presenceReadsNothingButTheObjectsList() {
        FaultyStore watched = new FaultyStore(shop.store());
        new VerifyBackup(shop.catalog(watched), 2).run(backup, Depth.PRESENCE, Optional.empty(), Progress.none());

        assertThat(watched.bytesRead().keySet())
                .filteredOn(key -> key.value().startsWith("shop/backups/"))
                .containsExactly(shop.objectsList(manifest));
        assertThat(watched.history())
                .filteredOn(call ->
                        call.kind() == StoreCall.Kind.STATUS && call.subject().startsWith("shop/backups/"))
                .hasSize(6);
    }

    @Test
    void flippedBitOfDataIsFound() {
        ObjectKey object = shop.data(manifest, 1);
        String stored = files.sha256(object);
        files.flip(object);

        assertSound(Depth.PRESENCE);
        for (Depth depth : List.of(Depth.CHECKSUMS, Depth.CONTENT)) {
            assertFinds(
                    depth,
                    Kind.CHECKSUM,
                    object,
                    "has SHA-256 %s, %s was stored: %s".formatted(files.sha256(object), stored, ORDERS));
        }
    }

    @Test
    void tablesOfADamagedObjectAreNotVerifiedAndAllOthersAre() {
        files.flip(shop.data(manifest, 3));

        VerificationReport report = verify(Depth.CONTENT);
        assertThat(report.damage().getFirst().touched().consequence()).isEqualTo(SHARED);
        assertThat(report.tables())
                .extracting(table -> table.table().name())
                .containsExactlyInAnyOrder("orders", "notes");
        assertThat(report.rows()).isEqualTo(4);
    }

    @Test
    void withoutAKeyNoTableIsNamed() {
        ObjectKey object = shop.data(manifest, 1);
        files.lose(object);

        assertThat(verify(Depth.CHECKSUMS, Optional.empty()).damage())
                .extracting(Damage::sentence)
                .containsExactly("object %s is missing: this backup cannot be restored in full".formatted(object));
    }

    @Test
    void catalogKeyNamesTablesAndOpensNoRows() {
        ObjectKey object = shop.data(manifest, 1);
        files.lose(object);
        Optional<PrivateKeys> catalogKey = Optional.of(shop.catalogKey());

        assertThat(verify(Depth.CHECKSUMS, catalogKey).damage())
                .extracting(Damage::sentence)
                .containsExactly("object %s is missing: %s".formatted(object, ORDERS));
        assertThatThrownBy(() -> verify(Depth.CONTENT, catalogKey))
                .hasMessageStartingWith("data secret of backup 20261123T020000Z-full is encrypted to ")
                .hasMessageEndingWith(", and no private key given opens it: it was not read")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_WRONG);
    }

    @Test
    void contentWithoutAKeyIsRefused() {
        assertThatThrownBy(() -> verify(Depth.CONTENT, Optional.empty()))
                .hasMessage("no private key was given, and only a recipient's shows the content of backup"
                        + " 20261123T020000Z-full: it was not verified")
                .extracting(e -> ((LifeboatException) e).hint())
                .isEqualTo("give a recipient's private key with --key, or verify no deeper than --depth checksums");
    }

    @Test
    void cutFileIsFound() {
        ObjectKey object = shop.data(manifest, 3);
        long stored = files.size(object);
        files.cut(object, 20);

        for (Depth depth : Depth.values()) {
            assertFinds(depth, Kind.SIZE, object, "holds 20 bytes, %d were stored: %s".formatted(stored, SHARED));
        }
    }

    @Test
    void emptiedFileIsFound() {
        ObjectKey object = shop.data(manifest, 1);
        long stored = files.size(object);
        files.cut(object, 0);

        for (Depth depth : Depth.values()) {
            assertFinds(depth, Kind.SIZE, object, "holds 0 bytes, %d were stored: %s".formatted(stored, ORDERS));
        }
    }

    @Test
    void appendedByteIsFound() {
        ObjectKey object = shop.data(manifest, 2);
        long stored = files.size(object);
        files.appendByte(object);

        for (Depth depth : Depth.values()) {
            assertFinds(
                    depth,
                    Kind.SIZE,
                    object,
                    "holds %d bytes, %d were stored: %s".formatted(stored + 1, stored, ORDERS));
        }
    }

    @Test
    void missingFileIsFoundAndIsItsOwnErrorCode() {
        ObjectKey object = shop.data(manifest, 3);
        files.lose(object);

        for (Depth depth : Depth.values()) {
            assertFinds(depth, Kind.MISSING, object, "is missing: " + SHARED);
        }
        LifeboatException failure = verify(Depth.PRESENCE).failure().orElseThrow();
        assertThat(failure.code()).isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(failure)
                .hasMessage("backup 20261123T020000Z-full has one damage: object %s is missing: %s"
                        .formatted(object, SHARED));
        assertThat(failure.hint())
                .isEqualTo("bring the named objects back from another copy of this store, or use another backup");
    }

    @Test
    void swappedPairIsNamedForWhatItIs() {
        ObjectKey one = shop.data(manifest, 1);
        ObjectKey other = shop.data(manifest, 2);
        assertThat(files.size(one)).isEqualTo(files.size(other));
        files.swap(one, other);

        assertSound(Depth.PRESENCE);
        for (Depth depth : List.of(Depth.CHECKSUMS, Depth.CONTENT)) {
            assertThat(verify(depth).damage())
                    .extracting(Damage::sentence)
                    .containsExactly(
                            "object %s holds the bytes of object %s: %s".formatted(one, other, ORDERS),
                            "object %s holds the bytes of object %s: %s".formatted(other, one, ORDERS));
        }
    }

    @Test
    void objectOfAnotherBackupIsFound() {
        ObjectKey object = shop.data(manifest, 1);
        Manifest other = shop.backup(MadeUpShop.TUESDAY).content();
        String stored = files.sha256(object);
        files.put(object, files.bytes(shop.data(other, 1)));

        assertSound(Depth.PRESENCE);
        for (Depth depth : List.of(Depth.CHECKSUMS, Depth.CONTENT)) {
            assertFinds(
                    depth,
                    Kind.CHECKSUM,
                    object,
                    "has SHA-256 %s, %s was stored: %s".formatted(files.sha256(object), stored, ORDERS));
        }
    }

    @Test
    void flippedBitOfTheIndexIsFound() {
        ObjectKey index = shop.index(manifest);
        String stored = files.sha256(index);
        files.flip(index);

        String sentence = "has SHA-256 %s, %s was stored: %s".formatted(files.sha256(index), stored, NOTHING);
        assertFinds(Depth.CONTENT, Kind.CHECKSUM, index, sentence);
        assertFinds(Depth.CHECKSUMS, Kind.CHECKSUM, index, sentence);
        assertThat(verify(Depth.CHECKSUMS, Optional.empty()).damage())
                .extracting(Damage::sentence)
                .containsExactly("object " + index + " " + sentence);
    }

    @Test
    void missingIndexIsFoundWithoutAKey() {
        ObjectKey index = shop.index(manifest);
        files.lose(index);

        for (Depth depth : List.of(Depth.PRESENCE, Depth.CHECKSUMS)) {
            assertThat(verify(depth, Optional.empty()).damage())
                    .extracting(Damage::sentence)
                    .containsExactly("object %s is missing: %s".formatted(index, NOTHING));
        }
    }

    @Test
    void flippedBitOfTheObjectsListIsFound() {
        ObjectKey list = shop.objectsList(manifest);
        String stored = files.sha256(list);
        files.flip(list);

        for (Depth depth : Depth.values()) {
            assertFinds(
                    depth,
                    Kind.CHECKSUM,
                    list,
                    "has SHA-256 %s, %s was stored: %s".formatted(files.sha256(list), stored, NOTHING));
        }
    }

    @Test
    void flippedBitOfTheSchemaArchiveIsFound() {
        ObjectKey archive = shop.archive(manifest);
        String stored = files.sha256(archive);
        files.flip(archive);

        for (Depth depth : List.of(Depth.CHECKSUMS, Depth.CONTENT)) {
            assertFinds(
                    depth,
                    Kind.CHECKSUM,
                    archive,
                    "has SHA-256 %s, %s was stored: %s".formatted(files.sha256(archive), stored, NOTHING));
        }
        assertThat(verify(Depth.CONTENT).tables()).isEmpty();
    }

    @Test
    void missingGlobalsLeaveTheTables() {
        ObjectKey globals = shop.globals(manifest);
        files.lose(globals);

        assertFinds(
                Depth.CONTENT,
                Kind.MISSING,
                globals,
                "is missing: roles and tablespaces cannot be restored, all tables can");
        assertThat(verify(Depth.CONTENT).tables()).hasSize(4);
    }

    @Test
    void allDamageIsFoundAtOnce() {
        files.lose(shop.globals(manifest));
        files.flip(shop.data(manifest, 1));
        files.cut(shop.data(manifest, 3), 3);

        VerificationReport report = verify(Depth.CONTENT);
        assertThat(report.damage()).extracting(Damage::kind).containsExactly(Kind.CHECKSUM, Kind.SIZE, Kind.MISSING);
        assertThat(report.damages()).isEqualTo(3);
        LifeboatException failure = report.failure().orElseThrow();
        assertThat(failure.code()).isEqualTo(ErrorCode.OBJECT_DAMAGED);
        assertThat(failure)
                .hasMessage("backup 20261123T020000Z-full has 3 damages, the first of them: "
                        + report.damage().getFirst().sentence());
        assertThat(report.tables()).extracting(table -> table.table().name()).containsExactly("notes");
    }

    @Test
    void linkInPlaceOfAFileIsNotFollowed() throws Exception {
        ObjectKey object = shop.data(manifest, 1);
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
        Files.move(files.file(object), elsewhere);
        Files.createSymbolicLink(files.file(object), elsewhere);

        for (Depth depth : Depth.values()) {
            assertFinds(
                    depth,
                    Kind.UNREADABLE,
                    object,
                    ("cannot be read (%s in store %s is a symbolic link, expected a regular file or a folder:"
                                    + " it is not followed): %s")
                            .formatted(object, folder, ORDERS));
        }
        Files.delete(elsewhere);
    }

    /** Whatever a bit means where it stands, to packets, encryption or compression: the damage is the object's. */
    @Test
    void flippedBitAtAnyPlaceOfAnyFileIsFound() {
        Stream.of(
                        shop.data(manifest, 1),
                        shop.data(manifest, 3),
                        shop.archive(manifest),
                        shop.globals(manifest),
                        shop.index(manifest),
                        shop.objectsList(manifest))
                .forEach(this::flipEverywhere);
    }

    private void flipEverywhere(ObjectKey object) {
        byte[] sound = files.bytes(object);
        for (int i = 0; i < sound.length; i++) {
            byte[] flipped = sound.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            files.put(object, flipped);
            VerificationReport report = verify(Depth.CONTENT);
            assertThat(report.damage())
                    .as("byte %d of %s", i, object)
                    .extracting(Damage::kind, Damage::object)
                    .containsExactly(tuple(Kind.CHECKSUM, object));
        }
        files.put(object, sound);
    }

    @Test
    void fileCutAtManyPlacesIsFound() {
        for (ObjectKey object : List.of(shop.data(manifest, 1), shop.index(manifest), shop.objectsList(manifest))) {
            byte[] sound = files.bytes(object);
            for (int left = 0; left < sound.length; left += 7) {
                files.put(object, Arrays.copyOf(sound, left));
                assertThat(verify(Depth.CONTENT).damage())
                        .as("%d bytes of %s", left, object)
                        .extracting(Damage::kind, Damage::object)
                        .containsExactly(tuple(Kind.SIZE, object));
            }
            files.put(object, sound);
        }
    }

    @Test
    void readerBlamesTheStoredBytesAndNotTheKey() {
        ObjectKey index = shop.index(manifest);
        byte[] bytes = files.bytes(index);
        bytes[8] ^= 1; // in the salt, so that the secret seems to be another
        files.put(index, bytes);

        BackupSecrets secrets = shop.catalog().secrets(backup, shop.recipient());
        assertThatThrownBy(() -> BackupIndex.read(shop.store(), secrets))
                .hasMessage("object %s has SHA-256 %s, its list says %s: what it holds cannot be restored"
                        .formatted(index, files.sha256(index), manifest.index().sha256()))
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.OBJECT_DAMAGED);
    }

    @Test
    void verificationThatIsInterruptedSaysSo() {
        MadeUpShop inMemory = new MadeUpShop(new MemoryStore());
        SignedDocument<Manifest> there = inMemory.backup(MadeUpShop.MONDAY);
        VerifyBackup verify = new VerifyBackup(inMemory.catalog(), 2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> verify.run(there, Depth.CHECKSUMS, Optional.empty(), Progress.none()))
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void damageBeyondAThousandIsCountedAndNotKept() {
        Findings findings = new Findings();
        for (int i = 0; i < 2_500; i++) {
            findings.add(new Damage(Kind.MISSING, shop.data(manifest, i), "is missing", new Touched.Unknown()));
        }

        assertThat(findings.kept()).hasSize(1_000);
        assertThat(findings.count()).isEqualTo(2_500);
    }

    @Test
    void manyTablesOfOneObjectAreCountedAndNotAllNamed() {
        List<NamedTable> tables = IntStream.range(0, 500)
                .mapToObj(i -> new NamedTable("shop", "t%03d".formatted(i)))
                .toList();

        assertThat(new Touched.Rows(tables).consequence())
                .isEqualTo("the rows of 500 tables cannot be restored, \"shop\".\"t000\" the first of them");
    }

    @Test
    void storeThatFailsIsAFailureAndNoDamage() {
        FaultyStore counted = new FaultyStore(shop.store());
        new VerifyBackup(shop.catalog(counted), 1)
                .run(backup, Depth.CONTENT, Optional.of(shop.recipient()), Progress.none());
        long before = trustCalls();
        for (long call = before + 1; call <= counted.calls(); call++) {
            FaultyStore failing = new FaultyStore(shop.store()).failingAtCall(call);
            VerifyBackup verify = new VerifyBackup(shop.catalog(failing), 1);
            assertThatThrownBy(() -> verify.run(backup, Depth.CONTENT, Optional.of(shop.recipient()), Progress.none()))
                    .as("call %d", call)
                    .extracting(e -> ((LifeboatException) e).code())
                    .isEqualTo(ErrorCode.STORE_UNREACHABLE);
        }
    }

    private long trustCalls() {
        FaultyStore counted = new FaultyStore(shop.store());
        assertThat(shop.catalog(counted)).isNotNull();
        return counted.calls();
    }
}
