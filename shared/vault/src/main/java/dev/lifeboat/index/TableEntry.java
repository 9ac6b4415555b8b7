package dev.lifeboat.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.fingerprint.RowTally;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * @param shape digest of everything that decides how its rows read, equal when nothing changed; empty text for large
 *     objects
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
    private static final Pattern SHAPE = Pattern.compile("([0-9a-f]{64})?");

    public TableEntry {
        columns = List.copyOf(columns);
        ancestors = List.copyOf(ancestors);
        primaryKey = List.copyOf(primaryKey);
        IndexText.requireOid(oid);
        IndexText.requireOids(ancestors);
        if (!SHAPE.matcher(shape).matches() || shape.isEmpty() != (content != Content.ROWS)) {
            throw new IllegalArgumentException("shape '%s' of %s".formatted(shape, content));
        }
        if (throughRoot && ancestors.isEmpty()) {
            throw new IllegalArgumentException("a table without ancestors has no root");
        }
        RowTally.require(rows, plainBytes, fingerprint);
    }

    @JsonIgnore
    public RowTally tally() {
        return new RowTally(rows, plainBytes, fingerprint);
    }

    /** What the rows are. */
    public enum Content {
        /** Rows of an ordinary table. */
        @JsonProperty("rows")
        ROWS,
        /** Large objects' identifiers, owners, privileges and comments. */
        @JsonProperty("large-objects")
        LARGE_OBJECTS,
        /** Large objects' contents: rows of pg_largeobject. */
        @JsonProperty("large-object-pages")
        LARGE_OBJECT_PAGES
    }
}
