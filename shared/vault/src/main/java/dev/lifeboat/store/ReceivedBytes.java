package dev.lifeboat.store;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Counts and sums what a store was handed of one object, to be compared at the commit with what its writer says. */
public final class ReceivedBytes {
    private final CRC32C crc32c = new CRC32C();
    private long count;

    public void add(byte[] buffer, int offset, int length) {
        crc32c.update(buffer, offset, length);
        count += length;
    }

    public long count() {
        return count;
    }

    /** The CRC-32C so far, as {@link Checksums} writes it. */
    public String crc32c() {
        return HexFormat.of().toHexDigits((int) crc32c.getValue());
    }

    /**
     * Compares what came with what its writer says was sent.
     *
     * @param location the store's, for the error
     * @throws LifeboatException OBJECT_DAMAGED if the bytes are not what their writer says they are
     */
    public void confirm(ObjectKey key, Checksums expected, String location) {
        confirm(key, count, crc32c(), expected, location);
    }

    /**
     * The same for a store that counts and sums by itself.
     *
     * @param crc32c as {@link Checksums} writes it
     */
    public static void confirm(ObjectKey key, long count, String crc32c, Checksums expected, String location) {
        if (count != expected.bytes() || !crc32c.equals(expected.crc32c())) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_DAMAGED,
                    "object %s arrived in store %s as %d bytes with CRC-32C %s, its writer says %d bytes with CRC-32C %s: it is not stored"
                            .formatted(key, location, count, crc32c, expected.bytes(), expected.crc32c()),
                    "run the command again; if it fails again, suspect this machine's memory");
        }
    }
}
