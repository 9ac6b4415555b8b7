package dev.lifeboat.postgres.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lifeboat.alert.AlertRecord;
import dev.lifeboat.alert.Phase;
import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.AttemptRecord;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnation;
import dev.lifeboat.backup.CopyRecord;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Rewrap;
import dev.lifeboat.backup.Rewrapping;
import dev.lifeboat.backup.Rewraps;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.BackupRun;
import dev.lifeboat.record.OutcomeRecord;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofLine;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.record.RunStage;
import dev.lifeboat.retention.Removal;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.TrustChange;
import dev.lifeboat.trust.TrustFile;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerifyBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the JSON Schemas of docs/schemas with what a backup of a database with everything in it really writes. */
final class SchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final int MAJOR = 15;

    private static final List<Written> ALL = new ArrayList<>();

    /** A document as it was written, its schema, and what reads it. */
    private record Written(String schema, String text, Consumer<String> reader) {
        boolean schemaAccepts(JsonNode document) {
            return errors(document.toString()).isEmpty();
        }

        List<Error> errors(String document) {
            return SCHEMA.computeIfAbsent(schema, SchemaTest::schema).validate(document, InputFormat.JSON);
        }

        boolean readerAccepts(JsonNode document) {
            try {
                reader.accept(document.toString());
                return true;
            } catch (LifeboatException e) {
                return false;
            }
        }

        JsonNode json() {
            return SchemaTest.json(text);
        }
    }

    private static final Map<String, Schema> SCHEMA = new LinkedHashMap<>();

    private static Schema schema(String name) {
        try {
            return SCHEMAS.getSchema(Files.readString(Path.of("../../docs/schemas", name)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @BeforeAll
    static void takeBackup() throws SQLException {
        PostgresServer server = PostgresServer.shared(MAJOR);
        String database = FeatureDatabase.EVERYTHING.create(server);
        TestVault vault = new TestVault(new MemoryStore());
        vault.backup(server, server.createFreshDatabase("before"), BackupOptions.DEFAULT);
        BackupOptions options = new BackupOptions(
                2, 1 << 20, EnumSet.of(Omission.FOREIGN_ROWS, Omission.ROLE_PASSWORDS), Duration.ofSeconds(30));
        Manifest manifest = vault.backup(server, database, options);
        WrittenDocuments documents = new WrittenDocuments(vault.store(), manifest);
        ALL.add(new Written("trust.json", documents.trust(), signed(TrustFile.FORMAT, TrustFile.class)));
        ALL.add(new Written("attempt.json", documents.attempt(), signed(AttemptRecord.FORMAT, AttemptRecord.class)));
        ALL.add(new Written("manifest.json", documents.manifestText(), signed(Manifest.FORMAT, Manifest.class)));
        documents
                .objectsLines()
                .forEach(line -> ALL.add(new Written("objects-line.json", line, reading(StoredObject.class))));
        documents
                .indexLines(vault.keys("recipient.secret.asc"))
                .forEach(line -> ALL.add(new Written("index-line.json", line, reading(IndexEntry.class))));
        writeRewrap(vault, manifest);
        writeRecords(vault, manifest);
        writeCopy(manifest);
        writeAlerts(manifest);
        writeOutcomes(vault, manifest);
        writeRemovals(manifest);
    }

    /** By which a recipient who was added later opens the backup. */
    private static void writeRewrap(TestVault vault, Manifest manifest) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Certificate later =
                new KeyGeneration("later", now).recipient(new char[0]).certificate();
        TrustChange.publish(
                vault.store(),
                new TrustChange(vault.catalog().trust(), now).addRecipient(later),
                vault.keys("owner.secret.asc").signingKey(now));
        Catalog catalog = vault.catalog();
        SignedDocument<Manifest> backup = catalog.read(manifest.id());
        new Rewrapping(catalog, Clock.systemUTC())
                .run(
                        List.of(backup),
                        vault.keys("recipient.secret.asc"),
                        vault.keys("operator.secret.asc").signingKey(now),
                        "test",
                        Progress.none());
        for (ListedDocument<Rewrap> listed : new Rewraps(catalog).of(backup)) {
            ObjectKey key =
                    ((ListedDocument.Standing<Rewrap>) listed).document().key();
            String text = new WrittenDocuments(vault.store(), manifest).signedText(key);
            ALL.add(new Written("rewrap.json", text, signed(Rewrap.FORMAT, Rewrap.class)));
        }
    }

    /** What says that attempts are to be removed, with a manifest and without one. */
    private static void writeRemovals(Manifest manifest) {
        Instant now = Instant.parse("2026-11-22T02:00:03.120Z");
        for (Optional<String> digest : List.of(Optional.of("0".repeat(64)), Optional.<String>empty())) {
            Condemnation condemnation = new Condemnation(
                    Condemnation.FORMAT,
                    List.of(),
                    manifest.catalog(),
                    manifest.source(),
                    manifest.id(),
                    manifest.attempt(),
                    digest,
                    now,
                    "test");
            ALL.add(new Written(
                    "condemnation.json",
                    StrictJson.indented(condemnation),
                    signed(Condemnation.FORMAT, Condemnation.class)));
        }
        AttemptName attempt = new AttemptName(manifest.id(), manifest.attempt());
        Removal removal = new Removal(
                Removal.FORMAT,
                List.of(),
                manifest.catalog(),
                manifest.source(),
                List.of(attempt),
                List.of(attempt),
                now,
                "test");
        ALL.add(new Written("removal.json", StrictJson.indented(removal), signed(Removal.FORMAT, Removal.class)));
    }

    /** What says that the backup was copied. */
    private static void writeCopy(Manifest manifest) {
        Instant now = Instant.parse("2026-11-22T02:00:03.120Z");
        CopyRecord copy = new CopyRecord(
                CopyRecord.FORMAT,
                List.of(),
                manifest.catalog(),
                manifest.source(),
                manifest.id(),
                manifest.attempt(),
                "0".repeat(64),
                now,
                List.of(new CopyRecord.Document(
                        new Layout(manifest.source()).manifest(manifest.id()), "0".repeat(64), now)),
                new CopyRecord.Totals(9, 3, 4096),
                "test");
        ALL.add(new Written("copy.json", StrictJson.indented(copy), signed(CopyRecord.FORMAT, CopyRecord.class)));
    }

    /** What came of a run that made the backup, and of one that did not. */
    private static void writeOutcomes(TestVault vault, Manifest manifest) {
        Catalog catalog = vault.catalog();
        OutcomeRecords records = new OutcomeRecords(catalog, Clock.systemUTC());
        SigningKey signing = vault.keys("backup.secret.asc").signingKey(Instant.now());
        BackupRun run =
                new BackupRun(manifest.id(), Instant.now(), RunPlace.LAMBDA, "run-1", new BackupRun.Done(1, 2, 3, 4));
        records.made(run, catalog.read(manifest.id()), signing, "test");
        records.failed(run, ErrorCode.DEADLINE_PASSED, RunStage.COPYING, signing, "test");
        for (ListedDocument<OutcomeRecord> listed : records.of(manifest.id())) {
            OutcomeRecord record =
                    ((ListedDocument.Standing<OutcomeRecord>) listed).document().content();
            ALL.add(new Written(
                    "outcome.json", StrictJson.indented(record), signed(OutcomeRecord.FORMAT, OutcomeRecord.class)));
        }
    }

    /** What says that people were told of a condition. */
    private static void writeAlerts(Manifest manifest) {
        Instant now = Instant.parse("2026-11-22T02:00:03.120Z");
        for (Phase phase : Phase.values()) {
            writeAlert(manifest, Finding.Check.FRESHNESS, phase, now);
        }
        for (Finding.Check check : Finding.Check.values()) {
            writeAlert(manifest, check, Phase.BEGIN, now);
        }
    }

    private static void writeAlert(Manifest manifest, Finding.Check check, Phase phase, Instant now) {
        AlertRecord alert = new AlertRecord(
                AlertRecord.FORMAT,
                List.of(),
                manifest.catalog(),
                manifest.source(),
                check,
                "full",
                phase,
                now,
                now,
                "test");
        ALL.add(new Written("alert.json", StrictJson.indented(alert), signed(AlertRecord.FORMAT, AlertRecord.class)));
    }

    /** Of a restore, of a sound backup and of a damaged one. */
    private static void writeRecords(TestVault vault, Manifest manifest) {
        Catalog catalog = vault.catalog();
        SignedDocument<Manifest> backup = catalog.read(manifest.id());
        PrivateKeys keys = vault.keys("recipient.secret.asc");
        VerifyBackup verify = new VerifyBackup(catalog, 2);
        Proof sound = Proof.of(backup, verify.run(backup, Depth.CONTENT, Optional.of(keys), Progress.none()));
        ((MemoryStore) vault.store()).lose(new Layout(manifest.source()).data(manifest.id(), manifest.attempt(), 1));
        Proof damaged = Proof.of(backup, verify.run(backup, Depth.PRESENCE, Optional.of(keys), Progress.none()));
        Proof restored = Proof.ofRestore(backup, true, 1, 1, List.of(), Duration.ofSeconds(1));
        ProofRecords records = new ProofRecords(catalog, Clock.systemUTC());
        SigningKey signing = vault.keys("prove.secret.asc").signingKey(Instant.now());
        Stream.of(sound, damaged, restored).forEach(proof -> records.write(proof, signing, "test"));
        for (ListedDocument<ProofRecord> listed : records.of(manifest.id())) {
            ProofRecord record =
                    ((ListedDocument.Standing<ProofRecord>) listed).document().content();
            ALL.add(new Written(
                    "record.json", StrictJson.indented(record), signed(ProofRecord.FORMAT, ProofRecord.class)));
            records.details(record, keys)
                    .forEach(line ->
                            ALL.add(new Written("record-line.json", StrictJson.line(line), reading(ProofLine.class))));
        }
    }

    private static Consumer<String> signed(String format, Class<?> type) {
        return text -> {
            StrictJson.header(text, "document").require(format, Set.of(), "document");
            StrictJson.read(text, type, "document");
        };
    }

    private static Consumer<String> reading(Class<?> type) {
        return text -> StrictJson.read(text, type, "line");
    }

    /** One document of each kind, and one index line of each entry and shape. */
    private static Stream<Written> samples() {
        Map<String, Written> samples = new LinkedHashMap<>();
        for (Written written : ALL) {
            JsonNode json = written.json();
            String kind = "%s %s %s %s %s"
                    .formatted(
                            written.schema()
                                    + json.path("outcome").asText()
                                    + json.path("kind").asText(),
                            json.path("entry").asText(),
                            json.path("content").asText(),
                            json.path("object").isNull(),
                            json.path("outcome").asText() + json.path("depth").asText());
            samples.putIfAbsent(kind, written);
        }
        return samples.values().stream();
    }

    @Test
    void everythingThatABackupWritesIsAsItsSchemaSays() {
        for (Written written : ALL) {
            assertThat(written.errors(written.text())).as(written.text()).isEmpty();
        }
        assertThat(ALL).extracting(Written::schema).contains("rewrap.json", "outcome.json");
        assertThat(ALL.stream().map(written -> written.json().path("entry").asText()))
                .contains(
                        "server",
                        "database",
                        "snapshot",
                        "schema",
                        "partitioned",
                        "table",
                        "segment",
                        "sequence",
                        "omitted",
                        "damage");
        assertThat(ALL.stream().map(written -> written.json().path("content").asText()))
                .contains("rows", "large-objects", "large-object-pages");
    }

    @Test
    void markerOfAStoreIsAsItsSchemaSays(@TempDir Path folder) throws IOException {
        DirectoryStore.initialize(folder);
        String marker = Files.readString(folder.resolve(".lifeboat-store"));
        assertThat(schema("store-marker.json").validate(marker, InputFormat.JSON))
                .isEmpty();
        assertThat(schema("store-marker.json").validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void fieldThatIsMissingOrUnknownIsRefusedBySchemaAndReader() {
        samples()
                .forEach(written -> Mutation.ofFields(written.json()).forEach(mutation -> {
                    assertThat(written.schemaAccepts(mutation.document()))
                            .as("%s: %s", written.schema(), mutation.what())
                            .isFalse();
                    assertThat(written.readerAccepts(mutation.document()))
                            .as("%s: %s", written.schema(), mutation.what())
                            .isFalse();
                }));
    }

    @Test
    void valueOfAnotherTypeIsRefusedBySchemaAndReaderAlike() {
        List<String> differences = new ArrayList<>();
        samples()
                .forEach(written -> Mutation.ofTypes(written.json()).forEach(mutation -> {
                    boolean bySchema = written.schemaAccepts(mutation.document());
                    boolean byReader = written.readerAccepts(mutation.document());
                    if (bySchema != byReader && !isMoreThanASchemaCanSay(mutation, bySchema)) {
                        differences.add("%s %s: schema %s, reader %s"
                                .formatted(written.schema(), mutation.what(), bySchema, byReader));
                    }
                }));
        assertThat(differences).isEmpty();
    }

    /** What a text is a certificate of, and which of two numbers is greater, only a reader can tell. */
    private static boolean isMoreThanASchemaCanSay(Mutation mutation, boolean bySchema) {
        return bySchema && mutation.what().matches(".*/(certificate|fromBlock|plainBytes): .*");
    }

    @Test
    void valueThatTheSchemaRefusesIsRefusedByTheReader() {
        List<String> accepted = new ArrayList<>();
        long[] refused = {0};
        samples()
                .forEach(written -> Mutation.ofValues(written.json()).forEach(mutation -> {
                    if (!written.schemaAccepts(mutation.document())) {
                        refused[0]++;
                        if (written.readerAccepts(mutation.document())) {
                            accepted.add("%s %s".formatted(written.schema(), mutation.what()));
                        }
                    }
                }));
        assertThat(accepted).isEmpty();
        assertThat(refused[0]).isGreaterThan(500);
    }
}
