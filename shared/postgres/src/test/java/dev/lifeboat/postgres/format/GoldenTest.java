package dev.lifeboat.postgres.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.store.ChecksumInput;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backup that an earlier version wrote is read by this one, with no server, and restored by it. */
final class GoldenTest {
    @TempDir
    Path folder;

    static Stream<GoldenBackup> golden() {
        return GoldenBackup.all();
    }

    static Stream<Arguments> goldenOnEveryMajor() {
        return GoldenBackup.all()
                .flatMap(backup -> PostgresPrograms.majors().stream().map(major -> Arguments.of(backup, major)));
    }

    @Test
    void thereIsOneForEachVersionOfTheFormat() {
        assertThat(golden().map(GoldenBackup::toString)).containsExactly("golden/1", "golden/1-proven");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void isListedAndItsSignaturesCount(GoldenBackup backup) {
        Catalog catalog = backup.catalog(backup.copyTo(folder));
        assertThat(catalog.list()).singleElement().isInstanceOfSatisfying(Catalog.Listed.Standing.class, standing -> {
            assertThat(standing.document().storedAt())
                    .isBefore(Instant.now())
                    .isEqualTo(standing.document().storedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            assertThat(standing.document().content().source()).isEqualTo(GoldenBackup.SOURCE);
        });
    }

    /** The first golden backup is older than records. */
    @ParameterizedTest
    @MethodSource("golden")
    void isProvenByTheRecordThatItHas(GoldenBackup backup) {
        assumeThat(backup.toString()).isNotEqualTo("golden/1");
        Catalog catalog = backup.catalog(backup.copyTo(folder));
        SignedDocument<Manifest> document = catalog.find("latest");
        ProofRecords records = new ProofRecords(catalog, Clock.systemUTC());

        assertThat(ListedDocument.standing(records.of(document.content().id())))
                .singleElement()
                .satisfies(standing -> {
                    ProofRecord record = standing.content();
                    assertThat(record.proves(document)).isTrue();
                    assertThat(record.totals().rows())
                            .isEqualTo(document.content().totals().rows());
                });
    }

    @ParameterizedTest
    @MethodSource("golden")
    void countsOnlyWhileItsFilesHaveTimesWithinTheSignersWindow(GoldenBackup backup) {
        Path store = backup.copyTo(folder);
        Catalog catalog = backup.catalog(store);
        ObjectKey manifest = catalog.layout().manifest(catalog.ids().getFirst());
        GoldenBackup.setTime(store.resolve(manifest.value()), Instant.parse("2001-01-01T00:00:00Z"));
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> catalog.read(catalog.ids().getFirst()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNER_UNTRUSTED))
                .withMessageContaining("stored at 2001-01-01T00:00:00Z, but that key signs from");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void hasEveryObjectByteForByte(GoldenBackup backup) throws IOException {
        Catalog catalog = backup.catalog(backup.copyTo(folder));
        Manifest manifest = manifest(catalog);
        for (StoredObject object : ObjectsList.read(catalog.store(), manifest).all()) {
            try (ChecksumInput in = new ChecksumInput(catalog.store().read(object.key()))) {
                in.drain();
                assertThat(in.checksums()).isEqualTo(object.checksums());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void opensToTheRowsWhoseFingerprintsItHolds(GoldenBackup backup) throws IOException {
        RestoreSource source = source(backup);
        Map<Long, RowTally> seen = new HashMap<>();
        for (SegmentEntry segment : source.index().segments()) {
            RowTally tally = tally(source.reader(), segment);
            assertThat(tally).isEqualTo(segment.tally());
            seen.merge(segment.table(), tally, RowTally::plus);
        }
        for (TableEntry table : source.index().tables()) {
            assertThat(seen.get(table.oid())).as(table.name()).isEqualTo(table.tally());
        }
        assertThat(source.index().tables().stream().map(TableEntry::content).distinct())
                .containsExactlyInAnyOrder(Content.values());
        assertThat(source.index().segments().stream().filter(segment -> segment.offset() > 0))
                .isNotEmpty();
    }

    private static RowTally tally(BackupReader reader, SegmentEntry segment) throws IOException {
        if (segment.object().isEmpty()) {
            return RowTally.EMPTY;
        }
        RowSplitter rows = new RowSplitter();
        try (ObjectReader object = reader.open(segment.object().get())) {
            byte[] plain = object.readAllBytes();
            rows.add(plain, Math.toIntExact(segment.offset()), Math.toIntExact(segment.plainBytes()));
        }
        assertThat(rows.endsWithRow()).isTrue();
        return rows.tally();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void opensToAnArchiveAndAScript(GoldenBackup backup) throws IOException {
        RestoreSource source = source(backup);
        assertThat(text(source.reader().openUncompressed(source.index().schema().archive())))
                .startsWith("PGDMP");
        assertThat(text(source.reader().open(source.index().schema().globals())))
                .contains("CREATE ROLE postgres;");
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void tellsNothingToThoseWithoutAKey(GoldenBackup backup) throws IOException {
        String database = Files.readString(GoldenBackup.ALL.resolve("database.sql"));
        List<String> words = List.of("customer", "visit", "reading", "balance", "mood", "calm", "ticket");
        assertThat(words).allMatch(database::contains);
        Path store = backup.copyTo(folder);
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String told = store.relativize(file) + text(Files.newInputStream(file)) + decompressed(file);
                assertThat(words).as(file.toString()).noneMatch(told::contains);
            }
        }
    }

    /** What is in clear, as far as it is compressed. */
    private static String decompressed(Path file) throws IOException {
        return file.toString().endsWith(".jsonl.zst") ? text(new ZstdInputStream(Files.newInputStream(file))) : "";
    }

    @ParameterizedTest
    @MethodSource("golden")
    void indexOpensWithTheCatalogKeyButRowsDoNot(GoldenBackup backup) {
        Catalog catalog = backup.catalog(backup.copyTo(folder));
        Manifest manifest = manifest(catalog);
        BackupSecrets secrets = catalog.secrets(catalog.find("latest"), backup.keys("catalog.secret.asc"));
        assertThat(BackupIndex.read(catalog.store(), secrets).tables()).isNotEmpty();
        ObjectsList objects = ObjectsList.read(catalog.store(), manifest);
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> catalog.open(objects, secrets))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_WRONG));
    }

    @ParameterizedTest
    @MethodSource("goldenOnEveryMajor")
    void isRestoredAndProven(GoldenBackup backup, int major) throws Exception {
        PostgresPrograms.required(major);
        PostgresServer server = PostgresServer.shared(major);
        String database = PostgresServer.freshName("golden");
        RestoreReport report = PostgresRestore.prepare(
                        source(backup), TestVault.target(server, database, true), RestoreOptions.DEFAULT)
                .run(Progress.none());
        assertThat(report.mismatches()).isEmpty();
        assertThat(GoldenMaker.look(server, database).lines())
                .containsExactlyElementsOf(backup.looks().lines().toList());
        assertThat(server.value(database, "SHOW work_mem")).isEqualTo("7MB");
    }

    private RestoreSource source(GoldenBackup backup) {
        Catalog catalog = backup.catalog(backup.copyTo(folder));
        return RestoreSource.open(catalog, catalog.find("latest"), backup.keys("recipient.secret.asc"));
    }

    private static Manifest manifest(Catalog catalog) {
        return catalog.find("latest").content();
    }
}
