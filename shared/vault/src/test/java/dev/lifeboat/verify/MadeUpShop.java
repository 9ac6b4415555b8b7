package dev.lifeboat.verify;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKeys;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.GeneratedKey;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.index.SchemaEntry;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.ServerEntry;
import dev.lifeboat.index.SnapshotEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectWriter;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.NewSource;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SourceSetup;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustChange;
import dev.lifeboat.trust.TrustFile;
import dev.lifeboat.trust.TrustPin;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A source named shop in a store, and backups of a shop that nobody has: tables {@code orders} in two objects of its
 * own, {@code customers} and {@code countries} in one that they share, and {@code notes} without rows. No server is
 * needed.
 */
public final class MadeUpShop {
    public static final BackupId MONDAY = id("2026-11-23T02:00:00Z");
    public static final BackupId TUESDAY = id("2026-11-24T02:00:00Z");

    private static final char[] NONE = {};
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
    private static final SigningKey OWNER =
            unlocked(new KeyGeneration("owner", MADE).signing(NONE)).signingKey(MADE);
    private static final GeneratedKey RECIPIENT = new KeyGeneration("recipient", MADE).recipient(NONE);

    private final ObjectStore store;
    private final NewSource source;
    private final TrustPin pin;

    /** Makes the source in an empty store. */
    public MadeUpShop(ObjectStore store) {
        this.store = store;
        source = new SourceSetup(new SourceName("shop"), Instant.now())
                .owner(OWNER)
                .recipient(RECIPIENT.certificate())
                .newSigner(Role.BACKUP)
                .newSigner(Role.COPY)
                .newSigner(Role.PROVE)
                .newSigner(Role.RETAIN)
                .newSigner(Role.OPERATOR)
                .prepare();
        pin = source.publish(store);
    }

    private static BackupId id(String instant) {
        return new BackupId(Instant.parse(instant), BackupKind.FULL);
    }

    private static PrivateKeys unlocked(GeneratedKey key) {
        return PrivateKeyFile.parse(key.secret(), "key").unlock(NONE);
    }

    /** What whoever writes a backup may say that is not so. */
    public record Lies(
            UnaryOperator<List<IndexEntry>> index, UnaryOperator<BackupAttempt.Contents> totals, boolean strayObject) {
        static final Lies NONE = new Lies(UnaryOperator.identity(), UnaryOperator.identity(), false);

        static Lies about(UnaryOperator<IndexEntry> line) {
            return new Lies(lines -> lines.stream().map(line).toList(), UnaryOperator.identity(), false);
        }

        /** About how many rows a table has, of 2 bytes each. */
        public static Lies rows(String name, long rows) {
            return rows(name, rows, 2 * rows);
        }

        /** About how many rows a table has, and how many bytes they take. */
        public static Lies rows(String name, long rows, long bytes) {
            return about(
                    line -> line instanceof TableEntry table && table.name().equals(name)
                            ? withRows(table, rows, bytes)
                            : line);
        }

        /** About there being a table at all. */
        public static Lies without(String name) {
            return new Lies(
                    lines -> lines.stream()
                            .filter(line -> !(line instanceof TableEntry table
                                    && table.name().equals(name)))
                            .toList(),
                    of -> new BackupAttempt.Contents(of.snapshot(), of.tables() - 1, of.rows(), 0),
                    false);
        }

        /** About how many rows all tables have together. */
        public static Lies rows(long all) {
            return new Lies(
                    UnaryOperator.identity(),
                    of -> new BackupAttempt.Contents(of.snapshot(), of.tables(), all, 0),
                    false);
        }

        private static TableEntry withRows(TableEntry table, long rows, long bytes) {
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
                    bytes,
                    rows == 0 ? RowTally.EMPTY.fingerprint() : table.fingerprint());
        }
    }

    public ObjectStore store() {
        return store;
    }

    public TrustPin pin() {
        return pin;
    }

    public Catalog catalog() {
        return catalog(store);
    }

    public Catalog catalog(ObjectStore through) {
        return new Catalog(through, Trust.load(through, new SourceName("shop"), pin));
    }

    /** Lets the owner publish another trust file. */
    public void trust(Function<TrustChange, TrustFile> change) {
        TrustFile next = change.apply(new TrustChange(catalog().trust(), Instant.now()));
        TrustChange.publish(store, next, OWNER);
    }

    public PrivateKeys recipient() {
        return unlocked(RECIPIENT);
    }

    public static Certificate recipientCertificate() {
        return RECIPIENT.certificate();
    }

    public PrivateKeys catalogKey() {
        return keys("catalog");
    }

    public SigningKey signer(Role role) {
        return keys(role.text()).signingKey(Instant.now());
    }

    /** The file that init gives of a private key, such as {@code backup}. */
    public String keyFile(String name) {
        return source.files().stream()
                .filter(file -> file.name().equals(name + ".secret.asc"))
                .map(KeyFile::content)
                .findFirst()
                .orElseThrow();
    }

    public static String recipientKeyFile() {
        return RECIPIENT.secret();
    }

    private PrivateKeys keys(String name) {
        return PrivateKeyFile.parse(keyFile(name), name).unlock(NONE);
    }

    public SignedDocument<Manifest> backup(BackupId id) {
        return backup(id, Lies.NONE);
    }

    /** Takes a backup that is signed, and not true where it lies. */
    public SignedDocument<Manifest> backup(BackupId id, Lies lies) {
        try (Writing writing = writing(id, store, Clock.systemUTC())) {
            writing.storeObjects(lies);
            writing.commit(lies);
        }
        return catalog().read(id);
    }

    /** A writer that has announced itself, and goes on step by step. */
    public Writing writing(BackupId id, ObjectStore through, Clock clock) {
        Catalog catalog = catalog(through);
        Trust trust = catalog.trust();
        BackupKeys keys = new BackupKeys(
                trust.recipients(Instant.now()).keys(),
                trust.catalogKey(Instant.now()).keys(),
                signer(Role.BACKUP));
        return new Writing(
                id, BackupAttempt.begin(catalog, catalog.plan(id, List.of(Tier.MANUAL), "test"), keys, clock));
    }

    /** One writer at work. */
    public static final class Writing implements AutoCloseable {
        private final BackupId id;
        private final BackupAttempt attempt;

        private Writing(BackupId id, BackupAttempt attempt) {
            this.id = id;
            this.attempt = attempt;
        }

        public AttemptName name() {
            return new AttemptName(id, attempt.id());
        }

        public void storeObjects() {
            storeObjects(Lies.NONE);
        }

        private void storeObjects(Lies lies) {
            Draft draft = new Draft(attempt);
            draft.object(new Rows(1001, "orders", 0, "1\tlamp\n2\tdesk\n"));
            draft.object(new Rows(1001, "orders", 100, "3\tbowl\n4\tvase\n"));
            draft.object(
                    new Rows(1002, "customers", 0, "1\tada\n2\tgrace\n3\tedsger\n"),
                    new Rows(1003, "countries", 0, "DE\nUK\n"));
            draft.rows.add(new Rows(1004, "notes", 0, ""));
            draft.definitions();
            if (lies.strayObject()) {
                draft.write(attempt.openData(), "x\n");
            }
            attempt.describe(lies.index().apply(draft.index()));
        }

        /** Stores one more object, which the index does not name: what a writer does after a while. */
        public void storeOneMore() {
            storeOneMore("x\n");
        }

        /** One more of this text. */
        public void storeOneMore(String text) {
            ObjectWriter object = attempt.openData();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            object.write(bytes, 0, bytes.length);
            attempt.finish(object);
        }

        /** Whether this writer made the backup. */
        public boolean commit() {
            return commit(Lies.NONE);
        }

        private boolean commit(Lies lies) {
            return attempt.commit(lies.totals().apply(new BackupAttempt.Contents(id.scheduled(), 4, 9, 0)))
                    .isPresent();
        }

        @Override
        public void close() {
            attempt.close();
        }
    }

    private record Rows(long oid, String table, long block, String text) {
        RowTally tally() {
            RowSplitter splitter = new RowSplitter();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            splitter.add(bytes, 0, bytes.length);
            return splitter.tally();
        }
    }

    private static final class Draft {
        private final BackupAttempt attempt;
        private final List<Rows> rows = new ArrayList<>();
        private final List<IndexEntry> lines = new ArrayList<>();

        Draft(BackupAttempt attempt) {
            this.attempt = attempt;
        }

        void object(Rows... together) {
            ObjectWriter writer = attempt.openData();
            for (Rows some : together) {
                rows.add(some);
                long offset = writer.plainBytes();
                byte[] bytes = some.text().getBytes(StandardCharsets.UTF_8);
                writer.write(bytes, 0, bytes.length);
                RowTally tally = some.tally();
                lines.add(new SegmentEntry(
                        some.oid(),
                        some.block(),
                        some.block() + 100,
                        tally.rows(),
                        tally.fingerprint(),
                        Optional.of(writer.key()),
                        offset,
                        tally.bytes(),
                        Optional.empty()));
            }
            attempt.finish(writer);
        }

        void definitions() {
            ObjectWriter archive = attempt.openNamed("schema.pgdump.pgp");
            ObjectWriter globals = attempt.openNamedCompressed("globals.sql.zst.pgp");
            write(archive, "PGDMP\n");
            write(globals, "CREATE ROLE shop;\n");
            lines.add(new SchemaEntry(archive.key(), globals.key(), "17.5", true));
        }

        void write(ObjectWriter writer, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            writer.write(bytes, 0, bytes.length);
            attempt.finish(writer);
        }

        List<IndexEntry> index() {
            lines.add(new ServerEntry(
                    170005,
                    8192,
                    "UTF8",
                    new ServerEntry.Origin(
                            Optional.empty(), 5, Optional.empty(), false, "", Optional.empty(), Optional.empty())));
            lines.add(new DatabaseEntry(
                    "shop",
                    "shop",
                    "UTF8",
                    "libc",
                    "C",
                    "C",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "pg_default",
                    -1,
                    false,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of()));
            lines.add(new SnapshotEntry("700", "700"));
            rows.stream().map(Rows::oid).distinct().forEach(oid -> lines.add(table(oid)));
            return lines;
        }

        private TableEntry table(long oid) {
            List<Rows> own = rows.stream().filter(some -> some.oid() == oid).toList();
            RowTally tally = own.stream().map(Rows::tally).reduce(RowTally.EMPTY, RowTally::plus);
            return new TableEntry(
                    TableEntry.Content.ROWS,
                    oid,
                    "shop",
                    own.getFirst().table(),
                    List.of("id"),
                    oid,
                    "pg_default",
                    "heap",
                    false,
                    List.of(),
                    false,
                    Optional.empty(),
                    "0".repeat(64),
                    List.of(),
                    tally.rows(),
                    tally.bytes(),
                    tally.fingerprint());
        }
    }

    private Layout layout() {
        return new Layout(new SourceName("shop"));
    }

    public ObjectKey data(Manifest manifest, int number) {
        return layout().data(manifest.id(), manifest.attempt(), number);
    }

    public ObjectKey index(Manifest manifest) {
        return layout().index(manifest.id(), manifest.attempt());
    }

    public ObjectKey objectsList(Manifest manifest) {
        return layout().objectsList(manifest.id(), manifest.attempt());
    }

    public ObjectKey archive(Manifest manifest) {
        return layout().objects(manifest.id(), manifest.attempt()).child("schema.pgdump.pgp");
    }

    public ObjectKey globals(Manifest manifest) {
        return layout().objects(manifest.id(), manifest.attempt()).child("globals.sql.zst.pgp");
    }

    public ObjectKey manifest(BackupId id) {
        return layout().manifest(id);
    }

    /** A manifest as it is stored, signed by whoever. */
    public static byte[] signed(Manifest manifest, SigningKey signer) {
        return ClearSigned.sign(StrictJson.indented(manifest), signer).getBytes(StandardCharsets.UTF_8);
    }
}
