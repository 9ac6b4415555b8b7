package dev.lifeboat.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.fingerprint.RowTally;
import java.util.List;
import java.util.Optional;

/**
 * One table whose rows were stored. Its segments are the {@link SegmentEntry}s of the same object identifier.
 *
 * @param oid the table's object identifier in the source
 * @param columns the stored columns, in the order of the rows' text; generated columns are not stored
 * @param fileNode the file node at the snapshot
 * @param tablespace where it lies, {@code pg_default} included
 * @param accessMethod such as {@code heap}
 * @param unlogged whether it is an unlogged table
 * @param ancestors object identifiers of the partitioned tables above it, the nearest first
 * @param throughRoot whether its rows must be loaded through the root, since they may hash elsewhere after a restore
 * @param filter the condition of an extension's configuration table, beginning with WHERE
 * @param shape digest of everything that decides how its rows read, equal when nothing changed
 * @param plainBytes of COPY text
 * @param primaryKey its columns, in order; empty where there is none
 */
public record TableEntry(
        Content content,
        long oid,
        String schema,
        String name,
        List<String> columns,
        long fileNode,
        String tablespace,
        String accessMethod,
        boolean unlogged,
        List<Long> ancestors,
        boolean throughRoot,
        Optional<String> filter,
        String shape,
        List<String> primaryKey,
        long rows,
        long plainBytes,
        Fingerprint fingerprint)
        implements IndexEntry {
    public TableEntry {
        columns = List.copyOf(columns);
        ancestors = List.copyOf(ancestors);
        primaryKey = List.copyOf(primaryKey);
        RowTally.require(rows, plainBytes, fingerprint);
    }

    @JsonIgnore
    public RowTally tally() {
        return new RowTally(rows, plainBytes, fingerprint);
    }

    /** What the rows are. */
    public enum Content {
        /** Rows of an ordinary table. */
        ROWS,
        /** Large objects' identifiers, owners, privileges and comments. */
        LARGE_OBJECTS,
        /** Large objects' contents: rows of pg_largeobject. */
        LARGE_OBJECT_PAGES
    }
}
