package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.TableEntry.Content;
import java.util.List;
import java.util.Optional;

/**
 * A table whose rows are to be stored. The fields are those of {@link dev.lifeboat.index.TableEntry}.
 *
 * @param blocks of its heap, counted after the snapshot
 * @param toastBytes of its TOAST table
 */
public record Table(
        Content content,
        long oid,
        TableName name,
        List<String> columns,
        long fileNode,
        String tablespace,
        String accessMethod,
        boolean unlogged,
        List<Long> ancestors,
        boolean throughRoot,
        Optional<String> filter,
        List<String> primaryKey,
        long blocks,
        long toastBytes) {
    public Table {
        columns = List.copyOf(columns);
        ancestors = List.copyOf(ancestors);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The same table, read by these columns and under this filter. */
    public Table reading(List<String> otherColumns, Optional<String> otherFilter) {
        return new Table(
                content,
                oid,
                name,
                otherColumns,
                fileNode,
                tablespace,
                accessMethod,
                unlogged,
                ancestors,
                throughRoot,
                otherFilter,
                primaryKey,
                blocks,
                toastBytes);
    }

    /** How many bytes its heap and TOAST take on the server. */
    public long bytes(int blockSize) {
        return blocks * blockSize + toastBytes;
    }

    /** Whether readers lock it: system catalogs need no lock, nobody changes their definition. */
    public boolean isLockable() {
        return content == Content.ROWS;
    }
}
