package dev.lifeboat.index;

/**
 * The exact state of one sequence.
 *
 * @param lastValue a 64-bit number, as decimal text
 * @param called whether the next value is the one after
 */
public record SequenceEntry(long oid, String schema, String name, String lastValue, boolean called)
        implements IndexEntry {
    public SequenceEntry {
        IndexText.requireOid(oid);
        if (!Long.toString(Long.parseLong(lastValue)).equals(lastValue)) {
            throw new IllegalArgumentException("last value '%s'".formatted(lastValue));
        }
    }
}
