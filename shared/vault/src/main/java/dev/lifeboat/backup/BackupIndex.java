package dev.lifeboat.backup;

import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.index.OmittedEntry;
import dev.lifeboat.index.PartitionedEntry;
import dev.lifeboat.index.SchemaEntry;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.index.ServerEntry;
import dev.lifeboat.index.SnapshotEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.json.JsonLines;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.stream.ObjectReader.Decoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decrypted index of one backup. */
public final class BackupIndex {
    private final String what;
    private Optional<ServerEntry> server = Optional.empty();
    private Optional<DatabaseEntry> database = Optional.empty();
    private Optional<SnapshotEntry> snapshot = Optional.empty();
    private Optional<SchemaEntry> schema = Optional.empty();
    private final List<PartitionedEntry> partitioned = new ArrayList<>();
    private final List<TableEntry> tables = new ArrayList<>();
    private final List<SegmentEntry> segments = new ArrayList<>();
    private final List<SequenceEntry> sequences = new ArrayList<>();
    private final List<OmittedEntry> omitted = new ArrayList<>();

    private BackupIndex(String what) {
        this.what = what;
    }

    /**
     * Reads the index of a backup, whose checksums its manifest holds.
     *
     * @param secrets of the backup, opened by a recipient's private key or the catalog key
     * @throws LifeboatException KEY_WRONG if no key opens it, or whatever is wrong with it
     */
    public static BackupIndex read(ObjectStore store, BackupSecrets secrets) {
        Manifest manifest = secrets.manifest();
        ObjectKey key = new Layout(manifest.source()).index(manifest.id(), manifest.attempt());
        String what = "index " + key;
        DataSecret secret = secrets.index();
        Decoding decrypting = stored -> SymmetricMessage.decrypting(stored, secret, what);
        BackupIndex index = new BackupIndex(what);
        try (ObjectReader in =
                ObjectReader.open(store, key, manifest.index(), decrypting.thenZstd(ObjectReader.MAX_WINDOW_LOG))) {
            JsonLines.read(in, IndexEntry.class, what, index::add);
        }
        if (index.tables.size() != manifest.totals().tables()) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MALFORMED,
                    "%s describes %d tables, its manifest says %d: the backup cannot be used"
                            .formatted(
                                    what, index.tables.size(), manifest.totals().tables()),
                    "restore from another copy of this store, or use another backup");
        }
        return index;
    }

    private void add(IndexEntry entry) {
        switch (entry) {
            case ServerEntry line -> server = Optional.of(line);
            case DatabaseEntry line -> database = Optional.of(line);
            case SnapshotEntry line -> snapshot = Optional.of(line);
            case SchemaEntry line -> schema = Optional.of(line);
            case PartitionedEntry line -> partitioned.add(line);
            case TableEntry line -> tables.add(line);
            case SegmentEntry line -> segments.add(line);
            case SequenceEntry line -> sequences.add(line);
            case OmittedEntry line -> omitted.add(line);
        }
    }

    public ServerEntry server() {
        return server.orElseThrow(() -> lacks("server"));
    }

    public DatabaseEntry database() {
        return database.orElseThrow(() -> lacks("database"));
    }

    public SnapshotEntry snapshot() {
        return snapshot.orElseThrow(() -> lacks("snapshot"));
    }

    public SchemaEntry schema() {
        return schema.orElseThrow(() -> lacks("schema"));
    }

    private LifeboatException lacks(String line) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MALFORMED,
                "%s has no line for its %s: the backup cannot be used".formatted(what, line),
                "restore from another copy of this store, or use another backup");
    }

    public List<PartitionedEntry> partitioned() {
        return List.copyOf(partitioned);
    }

    /** All tables whose rows are stored, large objects' two included. */
    public List<TableEntry> tables() {
        return List.copyOf(tables);
    }

    public List<SegmentEntry> segments() {
        return List.copyOf(segments);
    }

    public List<SequenceEntry> sequences() {
        return List.copyOf(sequences);
    }

    /** What was left out because an option asked for it. */
    public List<OmittedEntry> omitted() {
        return List.copyOf(omitted);
    }
}
