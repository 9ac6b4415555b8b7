package dev.lifeboat.index;

/**
 * The snapshot under which every row was read. Transaction ids are 64-bit with epoch, as decimal text.
 *
 * @param xmin the oldest transaction that was still open
 * @param xmax the first that had not begun
 */
public record SnapshotEntry(String xmin, String xmax) implements IndexEntry {
    public SnapshotEntry {
        IndexText.requireTransactionId(xmin);
        IndexText.requireTransactionId(xmax);
    }
}
