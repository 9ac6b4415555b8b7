package dev.lifeboat.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.store.ObjectKey;
import java.util.Optional;

/**
 * One segment: the rows of a table that lie in a range of heap blocks.
 *
 * @param table the table's object identifier
 * @param fromBlock the first block, 0 or more
 * @param toBlock the first block after it
 * @param object where its rows lie; none if it has no rows
 * @param offset of its first byte in the object's plain stream
 * @param plainBytes of COPY text
 * @param versions reserved for a sum over the versions of its rows, by which a later backup may know that none changed
 */
public record SegmentEntry(
        long table,
        long fromBlock,
        long toBlock,
        long rows,
        Fingerprint fingerprint,
        Optional<ObjectKey> object,
        long offset,
        long plainBytes,
        Optional<String> versions)
        implements IndexEntry {
    public SegmentEntry {
        if (fromBlock < 0 || toBlock < fromBlock || offset < 0) {
            throw new IllegalArgumentException(
                    "segment of blocks [%d, %d) at offset %d".formatted(fromBlock, toBlock, offset));
        }
        IndexText.requireOid(table);
        new RowTally(rows, plainBytes, fingerprint);
        if (object.isPresent() != rows > 0) {
            throw new IllegalArgumentException("a segment lies in an object if and only if it has rows");
        }
        RowTally.require(rows, plainBytes, fingerprint);
    }

    @JsonIgnore
    public RowTally tally() {
        return new RowTally(rows, plainBytes, fingerprint);
    }
}
