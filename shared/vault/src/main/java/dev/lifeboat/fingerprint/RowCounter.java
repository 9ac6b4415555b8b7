package dev.lifeboat.fingerprint;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/** Tallies rows one by one. For one thread. */
public final class RowCounter {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private long rows;
    private long bytes;
    private long high;
    private long low;

    /**
     * Counts one row.
     *
     * @param line holds the row's COPY text at {@code offset}
     * @param length of the text including its newline, 1 or more; the newline is not part of the hash
     */
    public void add(byte[] line, int offset, int length) {
        add(XXH3.hashBytesTo128Bits(line, offset, length - 1), length);
    }

    /** Counts one row by its hash; {@code length} as above. */
    void add(HashValue128 hash, long length) {
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
