package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.IndexKey;
import dev.lifeboat.backup.Manifest.Totals;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectWriter;
import dev.lifeboat.stream.ObjectWriter.Coding;
import dev.lifeboat.trust.SignedDocuments;
import dev.lifeboat.trust.SourceDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One try at making a backup. It announces itself before its first object, stores objects from many threads, and commits by
 * writing the manifest, create-only, when all that the manifest names is stored. Until then there is no backup; an attempt
 * that ends in any other way leaves objects that nothing names.
 */
public final class BackupAttempt implements AutoCloseable {
    private static final int ZSTD_LEVEL = 1;
    private static final int ZSTD_LEVEL_OF_LISTS = 9;

    private final Catalog catalog;
    private final ObjectStore store;
    private final BackupPlan plan;
    private final BackupKeys keys;
    private final Clock clock;
    private final Layout layout;
    private final AttemptId attempt = AttemptId.random();
    private final DataSecret secret = DataSecret.random();
    private final DataSecret indexSecret = DataSecret.random();
    private final AttemptKey key;
    private final IndexKey indexKey;
    private final Instant started;
    private final Announcement announcement;
    private final LineWriter index;
    private final LineWriter objects;
    private final AtomicLong dataObjects = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong storedBytes = new AtomicLong();
    private final AtomicLong plainBytes = new AtomicLong();

    private BackupAttempt(Catalog catalog, BackupPlan plan, BackupKeys keys, Clock clock) {
        this.catalog = catalog;
        this.store = catalog.store();
        this.plan = plan;
        this.keys = keys;
        this.clock = clock;
        layout = catalog.layout();
        key = keys.readers().wrap(attempt, secret);
        indexKey = keys.readers().wrapIndex(indexSecret);
        // Before any work: a secret that no manifest can hold, or no reader takes, would be found out at the very end.
        keys.readers().requireFit(List.of(key), indexKey, "no backup was made");
        started = now();
        announcement = announce();
        index = new LineWriter(open(
                layout.index(plan.id(), attempt),
                coding(stored -> SymmetricMessage.encrypting(stored, indexSecret))
                        .afterZstd(ZSTD_LEVEL_OF_LISTS)));
        objects = new LineWriter(open(
                layout.objectsList(plan.id(), attempt), coding(stored -> stored).afterZstd(ZSTD_LEVEL_OF_LISTS)));
    }

    private static Coding coding(Coding coding) {
        return coding;
    }

    /** Announces an attempt in the store; close it, whether it was committed or not. */
    public static BackupAttempt begin(Catalog catalog, BackupPlan plan, BackupKeys keys, Clock clock) {
        return new BackupAttempt(catalog, plan, keys, clock);
    }

    private Announcement announce() {
        AttemptRecord record = new AttemptRecord(
                AttemptRecord.FORMAT,
                List.of(),
                plan.catalog(),
                plan.source(),
                plan.id(),
                attempt,
                Optional.empty(),
                key,
                started,
                started.plus(Announcement.TERM));
        return Announcement.make(catalog, keys.signing(), record);
    }

    public AttemptId id() {
        return attempt;
    }

    /** Opens the next data object, compressed and encrypted under this attempt's secret. */
    public ObjectWriter openData() {
        announcement.renew(now());
        return open(
                layout.data(plan.id(), attempt, dataObjects.incrementAndGet()),
                encrypted().afterZstd(ZSTD_LEVEL));
    }

    /** Opens an object with a name of its own, such as {@code schema.pgdump.pgp}, encrypted but not compressed. */
    public ObjectWriter openNamed(String name) {
        return open(layout.objects(plan.id(), attempt).child(name), encrypted());
    }

    /** Opens an object with a name of its own, such as {@code globals.sql.zst.pgp}, compressed and encrypted. */
    public ObjectWriter openNamedCompressed(String name) {
        return open(layout.objects(plan.id(), attempt).child(name), encrypted().afterZstd(ZSTD_LEVEL));
    }

    private Coding encrypted() {
        return stored -> SymmetricMessage.encrypting(stored, secret);
    }

    private ObjectWriter open(ObjectKey key, Coding coding) {
        return ObjectWriter.open(store, key, coding);
    }

    /** Stores an object that was written, and notes it in the objects list. */
    public void finish(ObjectWriter object) {
        Checksums stored = object.finish();
        objects.write(new StoredObject(object.key(), stored, attempt));
        count.incrementAndGet();
        storedBytes.addAndGet(stored.bytes());
        plainBytes.addAndGet(object.plainBytes());
    }

    /** Adds lines to the index. */
    public void describe(List<? extends IndexEntry> entries) {
        entries.forEach(index::write);
    }

    /**
     * What only the one who read the source knows.
     *
     * @param snapshot the instant whose rows were read
     */
    public record Contents(Instant snapshot, long tables, long rows, int omissions) {}

    /**
     * Makes the backup: ends index and objects list, then writes the manifest, unless one stands.
     *
     * @return the manifest that was written; empty if another attempt's stands already
     * @throws LifeboatException DEADLINE_PASSED if the attempt took too long, ATTEMPT_CONDEMNED if it was taken for dead
     */
    public Optional<Manifest> commit(Contents contents) {
        Checksums indexed = index.finish();
        Checksums listed = objects.finish();
        Manifest manifest = manifest(contents, indexed, listed);
        new Condemnations(catalog).requireNone(new AttemptName(plan.id(), attempt));
        announcement.requireBefore(now());
        return switch (storeManifest(manifest)) {
            case CreateOutcome.Created created -> {
                announcement.requireInTime(created.status());
                yield Optional.of(manifest);
            }
            case CreateOutcome.AlreadyThere other -> Optional.empty();
        };
    }

    /** A store that fails here may have stored it all the same: then the error must not say that there is no backup. */
    private CreateOutcome storeManifest(Manifest manifest) {
        ObjectKey key = layout.manifest(plan.id());
        try {
            return storeSigned(key, manifest);
        } catch (LifeboatException e) {
            Optional<String> where = whereStored(key);
            if (where.isEmpty()) {
                throw e;
            }
            throw new LifeboatException(
                    e.code(),
                    "manifest %s %s: whether backup %s was made is not certain (%s)"
                            .formatted(key, where.get(), plan.id(), e.getMessage()),
                    "repeat the command: it finds the backup if it stands, and makes it if not",
                    e);
        }
    }

    private Optional<String> whereStored(ObjectKey key) {
        try {
            return store.status(key).map(status -> "is in the store, although storing it failed");
        } catch (LifeboatException e) {
            return Optional.of("may be in the store, which does not answer");
        }
    }

    private Manifest manifest(Contents contents, Checksums indexed, Checksums listed) {
        return new Manifest(
                Manifest.FORMAT,
                List.of(),
                plan.catalog(),
                plan.source(),
                plan.id(),
                attempt,
                plan.id().kind(),
                plan.tiers(),
                Optional.empty(),
                plan.previous(),
                plan.id().scheduled(),
                contents.snapshot(),
                started,
                now(),
                new Totals(count.get(), storedBytes.get(), plainBytes.get(), contents.tables(), contents.rows()),
                listed,
                indexed,
                List.of(key),
                indexKey,
                plan.trust(),
                contents.omissions(),
                plan.writer());
    }

    private CreateOutcome storeSigned(ObjectKey key, SourceDocument document) {
        return SignedDocuments.create(store, key, document, keys.signing());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Discards what was not stored. */
    @Override
    public void close() {
        index.close();
        objects.close();
    }
}
