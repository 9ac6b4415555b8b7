package dev.lifeboat.fingerprint;

/**
 * How many rows there are, how many bytes of COPY text they take, and their fingerprint.
 *
 * @param rows 0 or more
 * @param bytes of COPY text, newlines included, 0 or more
 */
public record RowTally(long rows, long bytes, Fingerprint fingerprint) {
    public static final RowTally EMPTY = new RowTally(0, 0, Fingerprint.NONE);

    public RowTally {
        require(rows, bytes, fingerprint);
    }

    /** Throws unless these can be one tally; for records that hold its parts. */
    public static void require(long rows, long bytes, Fingerprint fingerprint) {
        if (rows < 0 || bytes < rows) {
            throw new IllegalArgumentException("%d rows in %d bytes".formatted(rows, bytes));
        }
        if (rows == 0 && (bytes != 0 || !fingerprint.equals(Fingerprint.NONE))) {
            throw new IllegalArgumentException("no rows have no bytes and no fingerprint");
        }
    }

    public RowTally plus(RowTally other) {
        return new RowTally(rows + other.rows, bytes + other.bytes, fingerprint.plus(other.fingerprint));
    }

    /** Whether the rows are the same, however their text was cut into streams. */
    public boolean sameRows(RowTally other) {
        return rows == other.rows && fingerprint.equals(other.fingerprint);
    }
}
