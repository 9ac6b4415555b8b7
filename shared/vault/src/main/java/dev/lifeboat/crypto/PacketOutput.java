package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of one OpenPGP packet of unknown length, written in partial lengths (RFC 4880, 4.2.2.4).
 *
 * <p>Closing it ends the packet and leaves the stream beneath open.
 */
final class PacketOutput extends OutputStream {
    /** Chunks of 64 KiB: a header byte for each, and what is worked on stays in the processor's cache. */
    private static final int CHUNK_BITS = 16;

    private static final int PARTIAL = 0xE0;

    /** What is done in place to each run of the body's bytes before it is written. */
    interface Transformation {
        Transformation NONE = (buffer, offset, length) -> {};

        void apply(byte[] buffer, int offset, int length);
    }

    private final OutputStream to;
    private final Transformation transformation;
    private final byte[] chunk = new byte[1 << CHUNK_BITS];
    private int filled;
    private int untransformed;
    private boolean closed;

    /** Begins a packet whose first bytes, the prefix, are written as they are. */
    PacketOutput(OutputStream to, int tag, byte[] prefix, Transformation transformation) throws IOException {
        this.to = to;
        this.transformation = transformation;
        to.write(0xC0 | tag);
        System.arraycopy(prefix, 0, chunk, 0, prefix.length);
        filled = prefix.length;
        untransformed = prefix.length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the message is finished");
        }
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == chunk.length) {
                flushChunk(PARTIAL | CHUNK_BITS);
            }
            int count = Math.min(left, chunk.length - filled);
            System.arraycopy(buffer, from, chunk, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void flushChunk(int... lengthOctets) throws IOException {
        transformation.apply(chunk, untransformed, filled - untransformed);
        for (int octet : lengthOctets) {
            to.write(octet);
        }
        to.write(chunk, 0, filled);
        filled = 0;
        untransformed = 0;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            flushChunk(Packets.length(filled));
        }
    }
}
