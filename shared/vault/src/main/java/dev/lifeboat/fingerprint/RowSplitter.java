package dev.lifeboat.fingerprint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * Tallies the rows of a COPY text stream that comes in pieces cut anywhere. In COPY text a newline ends a row and stands
 * nowhere else (PostgreSQL documentation, COPY, "Text Format"). No row is kept, however long. For one thread.
 */
public final class RowSplitter {
    private final RowCounter counter = new RowCounter();
    private final HashStream128 partial = Hashing.xxh3_128().hashStream();
    private long partialBytes;

    /** Takes the next piece. */
    public void add(byte[] piece, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (piece[i] == '\n') {
                row(piece, from, i);
                from = i + 1;
            }
        }
        if (from < end) {
            partial.putBytes(piece, from, end - from);
            partialBytes += end - from;
        }
    }

    private void row(byte[] piece, int from, int newline) {
        if (partialBytes == 0) {
            counter.add(piece, from, newline + 1 - from);
            return;
        }
        partial.putBytes(piece, from, newline - from);
        HashValue128 hash = partial.get();
        counter.add(hash, partialBytes + newline + 1 - from);
        partial.reset();
        partialBytes = 0;
    }

    /** Whether the stream ends with a whole row, or has none. */
    public boolean endsWithRow() {
        return partialBytes == 0;
    }

    /** All whole rows so far. */
    public RowTally tally() {
        return counter.tally();
    }
}
