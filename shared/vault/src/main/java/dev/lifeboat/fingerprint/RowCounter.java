package dev.lifeboat.fingerprint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/** Tallies rows one by one. For one thread. */
public final class RowCounter {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private final HashStream128 begun = XXH3.hashStream();
    private long begunBytes;
    private long rows;
    private long bytes;
    private long high;
    private long low;

    /**
     * Counts one row, or the rest of one whose beginning was given piece by piece.
     *
     * @param line holds the row's COPY text at {@code offset}
     * @param length of the text including its newline, 1 or more; the newline is not part of the hash
     */
    public void add(byte[] line, int offset, int length) {
        if (begunBytes == 0) {
            count(XXH3.hashBytesTo128Bits(line, offset, length - 1), length);
        } else {
            begun.putBytes(line, offset, length - 1);
            count(begun.get(), begunBytes + length);
            begun.reset();
            begunBytes = 0;
        }
    }

    /** Takes the next piece, without a newline, of a row that is too long for one call of {@link #add}. */
    public void addPiece(byte[] piece, int offset, int length) {
        begun.putBytes(piece, offset, length);
        begunBytes += length;
    }

    /** Whether a row has begun and not ended. */
    boolean hasBegun() {
        return begunBytes > 0;
    }

    private void count(HashValue128 hash, long length) {
        long sum = low + hash.getLeastSignificantBits();
        if (Long.compareUnsigned(sum, low) < 0) {
            high++;
        }
        low = sum;
        high += hash.getMostSignificantBits();
        rows++;
        bytes += length;
    }

    /** What was counted so far. */
    public RowTally tally() {
        return new RowTally(rows, bytes, new Fingerprint(high, low));
    }
}
