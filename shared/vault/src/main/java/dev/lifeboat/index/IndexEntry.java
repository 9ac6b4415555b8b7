package dev.lifeboat.index;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of an index. What a line describes stands in its field {@code entry}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerEntry.class, name = "server"),
    @JsonSubTypes.Type(value = DatabaseEntry.class, name = "database"),
    @JsonSubTypes.Type(value = SnapshotEntry.class, name = "snapshot"),
    @JsonSubTypes.Type(value = SchemaEntry.class, name = "schema"),
    @JsonSubTypes.Type(value = PartitionedEntry.class, name = "partitioned"),
    @JsonSubTypes.Type(value = TableEntry.class, name = "table"),
    @JsonSubTypes.Type(value = SegmentEntry.class, name = "segment"),
    @JsonSubTypes.Type(value = SequenceEntry.class, name = "sequence"),
    @JsonSubTypes.Type(value = OmittedEntry.class, name = "omitted")
})
public sealed interface IndexEntry
        permits ServerEntry,
                DatabaseEntry,
                SnapshotEntry,
                SchemaEntry,
                PartitionedEntry,
                TableEntry,
                SegmentEntry,
                SequenceEntry,
                OmittedEntry {}
