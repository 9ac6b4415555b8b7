package dev.lifeboat.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what passes. */
final class CountedOutput extends OutputStream {
    private final OutputStream to;
    private long bytes;

    CountedOutput(OutputStream to) {
        this.to = to;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        bytes += length;
        to.write(from, offset, length);
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }
}
