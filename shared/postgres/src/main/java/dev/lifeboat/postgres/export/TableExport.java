package dev.lifeboat.postgres.export;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.stream.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the rows of one table, or of all partitions of one, in their stored order. Reads only the objects that hold them.
 *
 * <p>Whether an object is as it was stored shows at its end: what was written before a failure must not be used.
 */
public final class TableExport {
    private static final int BUFFER = 128 * 1024;

    private final RestoreSource source;
    private final List<TableEntry> tables;
    private final byte[] buffer = new byte[BUFFER];

    private TableExport(RestoreSource source, List<TableEntry> tables) {
        this.source = source;
        this.tables = tables;
    }

    /**
     * Finds the table.
     *
     * @param table as {@code schema.table}, or its name alone where only one schema has it
     * @throws LifeboatException TABLE_UNKNOWN if the backup does not hold it
     */
    public static TableExport of(RestoreSource source, String table) {
        List<TableEntry> tables = new Selection(List.of(), List.of(table)).of(source.index());
        if (tables.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.TABLE_UNKNOWN,
                    "table '%s' is partitioned and has no partition: nothing was written".formatted(table),
                    "see the names with: lifeboat show BACKUP");
        }
        TableExport export = new TableExport(source, tables);
        tables.forEach(export::requireSameColumns);
        return export;
    }

    private void requireSameColumns(TableEntry table) {
        if (!table.columns().equals(columns())) {
            throw new LifeboatException(
                    ErrorCode.TABLE_UNKNOWN,
                    "partition \"%s\".\"%s\" has other stored columns than the first one: nothing was written"
                            .formatted(table.schema(), table.name()),
                    "export the partitions one by one");
        }
    }

    /** The columns of each row, in their order. */
    public List<String> columns() {
        return tables.getFirst().columns();
    }

    /** The encoding that the rows are in. */
    public TextEncoding encoding() {
        return new TextEncoding(source.index().server().encoding());
    }

    /** How many rows there are, and how many bytes of COPY text. */
    public RowTally tally() {
        return tables.stream().map(TableEntry::tally).reduce(RowTally.EMPTY, RowTally::plus);
    }

    /**
     * Writes all rows; the stream is flushed and left open.
     *
     * @throws IOException what the stream throws
     * @throws LifeboatException what is wrong with the backup; the output is then incomplete, or worse
     */
    public void write(RowFormat format, OutputStream out, Progress progress) throws IOException {
        try (Progress.Step step = progress.start("exporting rows", tally().bytes())) {
            OutputStream rows = format.over(out, columns(), encoding());
            for (Map.Entry<ObjectKey, List<Part>> object : byObject().entrySet()) {
                write(object.getKey(), object.getValue(), rows, step);
            }
            rows.flush();
        }
    }

    private record Part(TableEntry table, SegmentEntry segment) {}

    /** The segments in each object by their offsets; the objects in the order of their first rows. */
    private Map<ObjectKey, List<Part>> byObject() {
        Map<ObjectKey, List<Part>> byObject = new LinkedHashMap<>();
        for (TableEntry table : tables) {
            source.index().segments().stream()
                    .filter(segment -> segment.table() == table.oid())
                    .sorted(Comparator.comparingLong(SegmentEntry::fromBlock))
                    .forEach(segment -> segment.object()
                            .ifPresent(object -> byObject.computeIfAbsent(object, key -> new ArrayList<>())
                                    .add(new Part(table, segment))));
        }
        byObject.values()
                .forEach(parts -> parts.sort(
                        Comparator.comparingLong(part -> part.segment().offset())));
        return byObject;
    }

    private void write(ObjectKey key, List<Part> parts, OutputStream rows, Progress.Step step) throws IOException {
        try (ObjectReader object = source.reader().open(key)) {
            long position = 0;
            for (Part part : parts) {
                SegmentEntry segment = part.segment();
                read(object, key, segment.offset() - position, OutputStream.nullOutputStream());
                RowSplitter seen = read(object, key, segment.plainBytes(), rows);
                requireSame(key, part, seen);
                position = segment.offset() + segment.plainBytes();
                step.advance(segment.plainBytes(), segment.rows());
            }
            while (object.read(buffer, 0, BUFFER) >= 0) {
                // only the end of the object tells that all of it was right
            }
        }
    }

    private RowSplitter read(ObjectReader object, ObjectKey key, long bytes, OutputStream to) throws IOException {
        RowSplitter rows = new RowSplitter();
        long left = bytes;
        while (left > 0) {
            int read = object.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (read < 0) {
                throw damaged("object %s ends before the rows that its index places in it".formatted(key));
            }
            rows.add(buffer, 0, read);
            to.write(buffer, 0, read);
            left -= read;
        }
        return rows;
    }

    private static void requireSame(ObjectKey key, Part part, RowSplitter seen) {
        if (!seen.endsWithRow() || !seen.tally().sameRows(part.segment().tally())) {
            throw damaged("object %s holds rows of table \"%s\".\"%s\" that are not those of its index"
                    .formatted(key, part.table().schema(), part.table().name()));
        }
    }

    private static LifeboatException damaged(String message) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                message + ": they cannot be exported",
                "export from another copy of this store, or from another backup");
    }
}
