package dev.lifeboat.index;

import java.util.List;

/**
 * A partitioned table: it has no rows of its own, but people name it and mean its leaves.
 *
 * @param ancestors object identifiers of the partitioned tables above it, the nearest first
 */
public record PartitionedEntry(long oid, String schema, String name, List<Long> ancestors) implements IndexEntry {
    public PartitionedEntry {
        ancestors = List.copyOf(ancestors);
        IndexText.requireOid(oid);
        IndexText.requireOids(ancestors);
    }
}
