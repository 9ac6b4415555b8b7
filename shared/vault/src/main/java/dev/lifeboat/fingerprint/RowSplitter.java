package dev.lifeboat.fingerprint;

/**
 * Tallies the rows of a COPY text stream that comes in pieces cut anywhere. In COPY text a newline ends a row and stands
 * nowhere else (PostgreSQL documentation, COPY, "Text Format"). No row is kept, however long. For one thread.
 */
public final class RowSplitter {
    private final RowCounter counter = new RowCounter();

    /** Takes the next piece. */
    public void add(byte[] piece, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int newline = Newline.find(piece, from, end); newline < end; newline = Newline.find(piece, from, end)) {
            counter.add(piece, from, newline + 1 - from);
            from = newline + 1;
        }
        if (from < end) {
            counter.addPiece(piece, from, end - from);
        }
    }

    /** Whether the stream ends with a whole row, or has none. */
    public boolean endsWithRow() {
        return !counter.hasBegun();
    }

    /** All whole rows so far. */
    public RowTally tally() {
        return counter.tally();
    }
}
