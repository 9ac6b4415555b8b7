package dev.lifeboat.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.index.SchemaEntry;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.json.JsonLines;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ChecksumOutput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.stream.ObjectWriter;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Damage.Kind;
import dev.lifeboat.verify.MadeUpShop.Lies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who can write to the store, or even sign as backup, cannot get past a verification. */
class ForgedBackupTest {
    private static final BackupId MONDAY = MadeUpShop.MONDAY;
    private static final BackupId TUESDAY = MadeUpShop.TUESDAY;
    private static final String MANIFEST = "document shop/manifests/2026/11/23/20261123T020000Z-full.json.asc";
    private static final String ORDERS = "the rows of table \"shop\".\"orders\" cannot be restored";
    private static final String COUNTRIES = "the rows of table \"shop\".\"countries\" cannot be restored";

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;

    @BeforeEach
    void makeSource() {
        files = new FilesOnDisk(folder);
        shop = new MadeUpShop(DirectoryStore.initialize(folder));
    }

    private VerificationReport verify(SignedDocument<Manifest> backup, Depth depth) {
        return new VerifyBackup(shop.catalog(), 2).run(backup, depth, Optional.of(shop.recipient()), Progress.none());
    }

    private void assertRefused(ThrowingCallable action, ErrorCode code, String message) {
        assertThatThrownBy(action)
                .hasMessage(message)
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(code);
    }

    private void read() {
        shop.catalog().read(MONDAY);
    }

    private static SigningKey stranger() {
        Instant now = Instant.now().minusSeconds(60);
        return PrivateKeyFile.parse(
                        new KeyGeneration("stranger", now).signing(new char[0]).secret(), "key")
                .unlock(new char[0])
                .signingKey(now);
    }

    // The manifest.

    @Test
    void changedManifestIsRefused() {
        shop.backup(MONDAY);
        ObjectKey key = shop.manifest(MONDAY);
        String text = new String(files.bytes(key), StandardCharsets.UTF_8);
        assertThat(text).contains("\"rows\" : 9");
        files.put(key, text.replace("\"rows\" : 9", "\"rows\" : 8").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::read)
                .hasMessageContaining(MANIFEST)
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void manifestSignedByAnotherKeyIsRefused() {
        Manifest manifest = shop.backup(MONDAY).content();
        SigningKey stranger = stranger();
        files.put(shop.manifest(MONDAY), MadeUpShop.signed(manifest, stranger));

        assertRefused(
                this::read,
                ErrorCode.SIGNER_UNTRUSTED,
                "%s is signed by key %s, which version 1 of the trust file does not list: it is not used"
                        .formatted(MANIFEST, stranger.fingerprint()));
    }

    @Test
    void manifestSignedByAKeyOfAnotherRoleIsRefused() {
        Manifest manifest = shop.backup(MONDAY).content();
        SigningKey prover = shop.signer(Role.PROVE);
        files.put(shop.manifest(MONDAY), MadeUpShop.signed(manifest, prover));

        assertRefused(
                this::read,
                ErrorCode.SIGNER_UNTRUSTED,
                "%s is signed by key %s, which may sign as prove, not as backup or operator: it is not used"
                        .formatted(MANIFEST, prover.fingerprint()));
    }

    @Test
    void manifestCopiedToAnotherBackupsPlaceIsRefused() {
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        files.put(shop.manifest(MONDAY), files.bytes(shop.manifest(TUESDAY)));

        assertRefused(
                this::read,
                ErrorCode.DOCUMENT_MISPLACED,
                "manifest shop/manifests/2026/11/23/20261123T020000Z-full.json.asc is that of backup"
                        + " 20261124T020000Z-full: it is not used");
    }

    @Test
    void manifestOfAnotherCatalogIsRefused() {
        Manifest own = shop.backup(MONDAY).content();
        MadeUpShop other = new MadeUpShop(new MemoryStore());
        Manifest foreign = other.backup(MONDAY).content();
        files.put(shop.manifest(MONDAY), MadeUpShop.signed(foreign, shop.signer(Role.BACKUP)));

        assertRefused(
                this::read,
                ErrorCode.DOCUMENT_MISPLACED,
                "%s belongs to source shop of catalog %s, not to source shop of catalog %s: it is not used"
                        .formatted(MANIFEST, foreign.catalog(), own.catalog()));
    }

    // Objects, by somebody who knows the data secret (a recipient) and may write to the store.

    private byte[] encryptedUnder(DataSecret secret, String rows) {
        return stored(stored -> SymmetricMessage.encrypting(stored, secret), rows);
    }

    private static byte[] stored(ObjectWriter.Coding coding, String text) {
        MemoryStore scratch = new MemoryStore();
        ObjectKey key = new ObjectKey("scratch");
        try (ObjectWriter writer = ObjectWriter.open(scratch, key, coding.afterZstd(1))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            writer.write(bytes, 0, bytes.length);
            writer.finish();
            return scratch.read(key).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataSecret secret(Manifest manifest) {
        return DataSecret.of(PublicKeyMessage.open(manifest.keys().getFirst().secret(), shop.recipient(), "secret"));
    }

    @Test
    void rowsThatWereEncryptedAgainUnderTheRightSecretAreFoundByTheirChecksums() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        ObjectKey object = shop.data(backup.content(), 1);
        String stored = files.sha256(object);
        byte[] forged = encryptedUnder(secret(backup.content()), "1\tlamp\n2\tDESK\n");
        assertThat(forged).hasSize((int) files.size(object));
        files.put(object, forged);

        for (Depth depth : List.of(Depth.CHECKSUMS, Depth.CONTENT)) {
            assertThat(verify(backup, depth).damage())
                    .extracting(Damage::sentence)
                    .containsExactly("object %s has SHA-256 %s, %s was stored: %s"
                            .formatted(object, files.sha256(object), stored, ORDERS));
        }
    }

    @Test
    void objectsListThatWasMadeToFitIsFoundByItsOwnChecksums() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        Manifest manifest = backup.content();
        ObjectKey object = shop.data(manifest, 1);
        ObjectKey list = shop.objectsList(manifest);
        files.put(object, encryptedUnder(secret(manifest), "1\tlamp\n2\tDESK\n"));
        byte[] forged = stored(stored -> stored, listNaming(manifest, object));
        files.put(list, forged);

        for (Depth depth : Depth.values()) {
            assertThat(verify(backup, depth).damage())
                    .extracting(Damage::object, damage -> damage.touched().consequence())
                    .containsExactly(tuple(list, "nothing of this backup can be restored"));
        }
    }

    /** The objects list as it is, but with the checksums that an object has now. */
    private String listNaming(Manifest manifest, ObjectKey changed) {
        StringBuilder lines = new StringBuilder();
        try (ObjectReader in = ObjectReader.open(
                shop.store(),
                shop.objectsList(manifest),
                manifest.objects(),
                ObjectReader.Decoding.NONE.thenZstd(ObjectReader.MAX_WINDOW_LOG))) {
            JsonLines.read(
                    in,
                    StoredObject.class,
                    "list",
                    object -> lines.append(StrictJson.line(
                                    object.key().equals(changed)
                                            ? new StoredObject(
                                                    changed, checksums(files.bytes(changed)), object.attempt())
                                            : object))
                            .append('\n'));
        }
        return lines.toString();
    }

    // Backups that are signed and lie, by whoever holds the backup role's key.

    private static IndexEntry moreRows(IndexEntry line) {
        return switch (line) {
            case TableEntry table when table.oid() == 1003 -> table(table, table.rows() + 1, table.fingerprint());
            case SegmentEntry segment
            when segment.table() == 1003 ->
                segment(segment, segment.rows() + 1, segment.fingerprint(), segment.offset());
            default -> line;
        };
    }

    private static TableEntry table(TableEntry table, long rows, Fingerprint fingerprint) {
        return new TableEntry(
                table.content(),
                table.oid(),
                table.schema(),
                table.name(),
                table.columns(),
                table.fileNode(),
                table.tablespace(),
                table.accessMethod(),
                table.unlogged(),
                table.ancestors(),
                table.throughRoot(),
                table.filter(),
                table.shape(),
                table.primaryKey(),
                rows,
                table.plainBytes(),
                fingerprint);
    }

    private static SegmentEntry segment(SegmentEntry segment, long rows, Fingerprint fingerprint, long offset) {
        return new SegmentEntry(
                segment.table(),
                segment.fromBlock(),
                segment.toBlock(),
                rows,
                fingerprint,
                segment.object(),
                offset,
                segment.plainBytes(),
                segment.versions());
    }

    private static UnaryOperator<BackupAttempt.Contents> rows(long rows) {
        return honest -> new BackupAttempt.Contents(honest.snapshot(), honest.tables(), rows, honest.omissions());
    }

    private void assertFinds(SignedDocument<Manifest> backup, Kind kind, String... sentences) {
        VerificationReport report = verify(backup, Depth.CONTENT);
        assertThat(report.damage()).extracting(Damage::sentence).containsExactly(sentences);
        assertThat(report.damage()).extracting(Damage::kind).containsOnly(kind);
    }

    private static Lies lines(UnaryOperator<List<IndexEntry>> index) {
        return new Lies(index, UnaryOperator.identity(), false);
    }

    @Test
    void indexThatClaimsMoreRowsThanThereAreIsFoundByTheContentAlone() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                new Lies(lines -> lines.stream().map(ForgedBackupTest::moreRows).toList(), rows(10), false));

        assertThat(verify(backup, Depth.CHECKSUMS).isSound()).isTrue();
        assertFinds(
                backup,
                Kind.CONTENT,
                "object %s holds 2 rows in the segment at byte 23, the index says 3: %s"
                        .formatted(shop.data(backup.content(), 3), COUNTRIES));
        assertThat(verify(backup, Depth.CONTENT).tables())
                .extracting(table -> table.table().name())
                .containsExactlyInAnyOrder("orders", "customers", "notes");
    }

    @Test
    void indexThatClaimsOtherRowsIsFoundByTheContentAlone() {
        Fingerprint other = new Fingerprint(1, 2);
        SignedDocument<Manifest> backup = shop.backup(MONDAY, Lies.about(line -> switch (line) {
            case TableEntry table when table.oid() == 1003 -> table(table, table.rows(), other);
            case SegmentEntry segment
            when segment.table() == 1003 -> segment(segment, segment.rows(), other, segment.offset());
            default -> line;
        }));

        assertThat(verify(backup, Depth.CHECKSUMS).isSound()).isTrue();
        assertFinds(
                backup,
                Kind.CONTENT,
                "object %s holds other rows in the segment at byte 23 than the index says: %s"
                        .formatted(shop.data(backup.content(), 3), COUNTRIES));
    }

    @Test
    void tableWhoseTotalIsNotThatOfItsSegmentsIsFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                new Lies(
                        lines -> lines.stream()
                                .map(line -> line instanceof TableEntry table && table.oid() == 1003
                                        ? table(table, 3, table.fingerprint())
                                        : line)
                                .toList(),
                        rows(10),
                        false));

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s says 3 rows in 6 bytes of a table, its segments hold 2 in 6: %s"
                        .formatted(shop.index(backup.content()), COUNTRIES));
    }

    @Test
    void segmentThatTheIndexLeavesOutIsFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                lines(all -> all.stream()
                        .filter(line -> !(line instanceof SegmentEntry segment && segment.fromBlock() == 100))
                        .toList()));

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s is listed, but the index knows nothing in it: this backup cannot be restored in full"
                        .formatted(shop.data(backup.content(), 2)),
                "object %s says 4 rows in 28 bytes of a table, its segments hold 2 in 14: %s"
                        .formatted(shop.index(backup.content()), ORDERS));
    }

    @Test
    void objectThatTheIndexDoesNotKnowIsFound() {
        SignedDocument<Manifest> backup =
                shop.backup(MONDAY, new Lies(UnaryOperator.identity(), UnaryOperator.identity(), true));

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s is listed, but the index knows nothing in it: this backup cannot be restored in full"
                        .formatted(shop.data(backup.content(), 4)));
    }

    @Test
    void objectThatIsNotListedIsFound() {
        ObjectKey elsewhere = new ObjectKey("shop/backups/elsewhere/000001.copy.zst.pgp");
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                Lies.about(line -> line instanceof SegmentEntry segment && segment.fromBlock() == 100
                        ? new SegmentEntry(
                                segment.table(),
                                segment.fromBlock(),
                                segment.toBlock(),
                                segment.rows(),
                                segment.fingerprint(),
                                Optional.of(elsewhere),
                                segment.offset(),
                                segment.plainBytes(),
                                segment.versions())
                        : line));

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s is listed, but the index knows nothing in it: this backup cannot be restored in full"
                        .formatted(shop.data(backup.content(), 2)),
                "object %s is needed by the index, but not listed: %s".formatted(elsewhere, ORDERS));
    }

    @Test
    void bytesThatNoSegmentHoldsAreFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                lines(all -> all.stream()
                        .filter(line -> !(line instanceof SegmentEntry segment && segment.table() == 1002))
                        .toList()));

        assertThat(verify(backup, Depth.CONTENT).damage())
                .extracting(Damage::sentence)
                .contains("object %s has 23 bytes before byte 23 that no segment holds: %s"
                        .formatted(shop.data(backup.content(), 3), COUNTRIES));
    }

    @Test
    void bytesAfterTheLastSegmentAreFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                lines(all -> all.stream()
                        .filter(line -> !(line instanceof SegmentEntry segment && segment.table() == 1003))
                        .toList()));

        assertThat(verify(backup, Depth.CONTENT).damage())
                .extracting(Damage::sentence)
                .contains("object %s holds more than the index describes: the rows of table \"shop\".\"customers\""
                                .formatted(shop.data(backup.content(), 3))
                        + " cannot be restored");
    }

    @Test
    void segmentsThatOverlapAreFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                Lies.about(line -> line instanceof SegmentEntry segment && segment.table() == 1003
                        ? segment(segment, segment.rows(), segment.fingerprint(), 20)
                        : line));

        ObjectKey object = shop.data(backup.content(), 3);
        String both = "the rows of tables \"shop\".\"countries\", \"shop\".\"customers\" cannot be restored";
        assertFinds(
                backup,
                Kind.CONTENT,
                "object %s has a segment at byte 20, inside the one before it: %s".formatted(object, COUNTRIES),
                "object %s holds more than the index describes: %s".formatted(object, both));
    }

    @Test
    void segmentBeyondTheEndIsFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                Lies.about(line -> line instanceof SegmentEntry segment && segment.table() == 1003
                        ? segment(segment, segment.rows(), segment.fingerprint(), 25)
                        : line));

        assertFinds(
                backup,
                Kind.CONTENT,
                "object %s ends at byte 29, inside a segment of bytes 25 to 31: %s"
                        .formatted(shop.data(backup.content(), 3), COUNTRIES),
                "object %s has 2 bytes before byte 25 that no segment holds: %s"
                        .formatted(shop.data(backup.content(), 3), COUNTRIES));
    }

    @Test
    void segmentsOfATableThatIsNotDescribedAreFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                new Lies(
                        all -> all.stream()
                                .filter(line -> !(line instanceof TableEntry table && table.oid() == 1001))
                                .toList(),
                        contents -> new BackupAttempt.Contents(contents.snapshot(), 3, 5, 0),
                        false));

        assertThat(verify(backup, Depth.CONTENT).damage())
                .extracting(Damage::sentence)
                .contains(("object %s describes segments of a table with the OID 1001, and no such table:"
                                + " this backup cannot be restored in full")
                        .formatted(shop.index(backup.content())));
    }

    @Test
    void tableThatIsDescribedTwiceIsFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                new Lies(
                        all -> {
                            List<IndexEntry> twice = new ArrayList<>(all);
                            all.stream()
                                    .filter(line -> line instanceof TableEntry table && table.oid() == 1003)
                                    .forEach(twice::add);
                            return twice;
                        },
                        contents -> new BackupAttempt.Contents(contents.snapshot(), 5, 11, 0),
                        false));

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s describes two tables with the OID 1003: %s"
                        .formatted(shop.index(backup.content()), COUNTRIES));
    }

    @Test
    void indexWithoutItsSchemaIsFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                lines(all -> all.stream()
                        .filter(line -> !(line instanceof SchemaEntry))
                        .toList()));
        ObjectKey index = shop.index(backup.content());

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                ("object %s has its checksums, but cannot be used (index %s has no line for its schema:"
                                + " the backup cannot be used): nothing of this backup can be restored")
                        .formatted(index, index));
    }

    @Test
    void manifestThatClaimsOtherTotalsIsFound() {
        SignedDocument<Manifest> backup = shop.backup(
                MONDAY,
                new Lies(
                        UnaryOperator.identity(),
                        contents -> new BackupAttempt.Contents(contents.snapshot(), 4, 8, 1),
                        false));
        ObjectKey index = shop.index(backup.content());

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s describes 0 omissions, the manifest says 1: this backup cannot be restored in full"
                        .formatted(index),
                "object %s describes 9 rows, the manifest says 8: this backup cannot be restored in full"
                        .formatted(index));
    }

    @Test
    void manifestThatClaimsOtherSizesIsFound() {
        Manifest honest = shop.backup(MONDAY).content();
        Manifest.Totals totals = honest.totals();
        SignedDocument<Manifest> backup = sign(with(
                honest,
                new Manifest.Totals(totals.objects(), totals.storedBytes() + 1, 5, totals.tables(), totals.rows())));

        assertFinds(
                backup,
                Kind.DISAGREEMENT,
                "object %s lists objects of %d bytes, the manifest says %d: this backup cannot be restored in full"
                        .formatted(shop.objectsList(honest), totals.storedBytes(), totals.storedBytes() + 1));

        assertFinds(
                sign(with(
                        honest,
                        new Manifest.Totals(
                                totals.objects(), totals.storedBytes(), 5, totals.tables(), totals.rows()))),
                Kind.DISAGREEMENT,
                ("object %s lists objects that hold %d plain bytes, the manifest says 5:"
                                + " this backup cannot be restored in full")
                        .formatted(shop.objectsList(honest), totals.plainBytes()));
    }

    @Test
    void objectsUnderAnotherSecretAreFound() {
        Manifest honest = shop.backup(MONDAY).content();
        Manifest.AttemptKey other = new Manifest.AttemptKey(
                honest.attempt(),
                honest.keys().getFirst().recipients(),
                PublicKeyMessage.armored(
                        DataSecret.random().text(),
                        shop.catalog().trust().recipients(Instant.now()).keys()));
        VerificationReport report =
                verify(sign(with(honest, honest.totals(), honest.objects(), List.of(other))), Depth.CONTENT);

        assertThat(report.damage()).hasSize(5);
        assertThat(report.damage()).extracting(Damage::kind).containsOnly(Kind.DECRYPTION);
        assertThat(report.damage().getFirst().sentence())
                .isEqualTo("object %s has its checksums, but is encrypted under another secret than this backup's: %s"
                        .formatted(shop.data(honest, 1), ORDERS));
    }

    @Test
    void indexUnderAnotherSecretIsFound() {
        Manifest honest = shop.backup(MONDAY).content();
        Manifest.IndexKey other = new Manifest.IndexKey(
                honest.indexKey().readers(),
                PublicKeyMessage.armored(
                        DataSecret.random().text(),
                        shop.catalog().trust().recipients(Instant.now()).keys()));
        ObjectKey index = shop.index(honest);

        assertFinds(
                sign(with(honest, honest.totals(), honest.objects(), honest.keys(), other)),
                Kind.DISAGREEMENT,
                ("object %s has its checksums, but cannot be used (index %s was encrypted under another"
                                + " data secret, or its first bytes are damaged: it cannot be decrypted):"
                                + " nothing of this backup can be restored")
                        .formatted(index, index));
    }

    @Test
    void keysThatDoNotOpenTheIndexAreNoDamage() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        PrivateKeys stranger = PrivateKeyFile.parse(
                        new KeyGeneration("stranger", Instant.now().minusSeconds(60))
                                .recipient(new char[0])
                                .secret(),
                        "key")
                .unlock(new char[0]);

        assertThatThrownBy(() -> new VerifyBackup(shop.catalog(), 2)
                        .run(backup, Depth.CHECKSUMS, Optional.of(stranger), Progress.none()))
                .hasMessageStartingWith("index secret of backup 20261123T020000Z-full is encrypted to ")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_WRONG);
    }

    @Test
    void objectThatIsNoMessageIsFound() {
        SignedDocument<Manifest> backup = naming("no message at all, whatever".getBytes(StandardCharsets.UTF_8));

        assertFinds(
                backup,
                Kind.DECRYPTION,
                "object %s has its checksums, but is no intact OpenPGP message: %s"
                        .formatted(shop.data(backup.content(), 1), ORDERS));
    }

    @Test
    void objectThatDoesNotDecompressIsFound() {
        Manifest manifest = shop.backup(MONDAY).content();
        byte[] plain = files.bytes(shop.archive(manifest));
        SignedDocument<Manifest> backup = naming(manifest, plain);

        assertFinds(
                backup,
                Kind.DECRYPTION,
                "object %s has its checksums, but does not decompress to its end: %s"
                        .formatted(shop.data(manifest, 1), ORDERS));
    }

    /** A backup whose first object is whatever, with an objects list and a manifest that name just that. */
    private SignedDocument<Manifest> naming(byte[] object) {
        return naming(shop.backup(MONDAY).content(), object);
    }

    private SignedDocument<Manifest> naming(Manifest honest, byte[] object) {
        long before = files.size(shop.data(honest, 1));
        files.put(shop.data(honest, 1), object);
        byte[] list = stored(stored -> stored, listNaming(honest, shop.data(honest, 1)));
        files.put(shop.objectsList(honest), list);
        Manifest.Totals totals = honest.totals();
        return sign(with(
                honest,
                new Manifest.Totals(
                        totals.objects(),
                        totals.storedBytes() + object.length - before,
                        totals.plainBytes(),
                        totals.tables(),
                        totals.rows()),
                checksums(list),
                honest.keys()));
    }

    private static Checksums checksums(byte[] bytes) {
        ChecksumOutput sums = new ChecksumOutput(OutputStream.nullOutputStream());
        try {
            sums.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sums.checksums();
    }

    private SignedDocument<Manifest> sign(Manifest manifest) {
        files.put(shop.manifest(MONDAY), MadeUpShop.signed(manifest, shop.signer(Role.BACKUP)));
        return shop.catalog().read(MONDAY);
    }

    private static Manifest with(Manifest manifest, Manifest.Totals totals) {
        return with(manifest, totals, manifest.objects(), manifest.keys());
    }

    private static Manifest with(
            Manifest manifest, Manifest.Totals totals, Checksums objects, List<Manifest.AttemptKey> keys) {
        return with(manifest, totals, objects, keys, manifest.indexKey());
    }

    private static Manifest with(
            Manifest manifest,
            Manifest.Totals totals,
            Checksums objects,
            List<Manifest.AttemptKey> keys,
            Manifest.IndexKey indexKey) {
        return new Manifest(
                manifest.format(),
                manifest.requires(),
                manifest.catalog(),
                manifest.source(),
                manifest.id(),
                manifest.attempt(),
                manifest.kind(),
                manifest.tiers(),
                manifest.base(),
                manifest.previous(),
                manifest.scheduled(),
                manifest.snapshot(),
                manifest.started(),
                manifest.finished(),
                totals,
                objects,
                manifest.index(),
                keys,
                indexKey,
                manifest.trust(),
                manifest.omissions(),
                manifest.writer());
    }
}
