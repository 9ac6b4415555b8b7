package dev.lifeboat.postgres.program;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to one stream that matters, and to a listener that may stop listening: its own end will say why. */
final class TeeOutput extends OutputStream {
    private final OutputStream out;
    private final OutputStream listener;
    private boolean listening = true;

    TeeOutput(OutputStream out, OutputStream listener) {
        this.out = out;
        this.listener = listener;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        if (listening) {
            try {
                listener.write(buffer, offset, length);
            } catch (IOException e) {
                listening = false;
            }
        }
    }

    /** Tells the listener that this was all; the other stream stays open. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            listening = false;
        }
    }
}
