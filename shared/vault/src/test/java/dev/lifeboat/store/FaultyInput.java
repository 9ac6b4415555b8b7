package dev.lifeboat.store;

import dev.lifeboat.store.StoreCall.Kind;
import java.io.IOException;
import java.io.InputStream;

/** A read that a {@link FaultyStore} counts, fails, cuts short or corrupts. */
final class FaultyInput extends InputStream {
    private final FaultyStore store;
    private final ObjectKey key;
    private final InputStream object;
    private final long end;
    private final long turned;
    private long position;

    FaultyInput(FaultyStore store, ObjectKey key, InputStream object, long end, long turned) {
        this.store = store;
        this.key = key;
        this.object = object;
        this.end = end;
        this.turned = turned;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        store.call(Kind.READ, key.value());
        if (length > 0 && position >= end) {
            return -1;
        }
        int got = object.read(buffer, offset, (int) Math.min(length, end - position));
        if (got > 0) {
            passOn(buffer, offset, got);
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        object.close();
    }

    private void passOn(byte[] buffer, int offset, int got) {
        if (turned >= position && turned < position + got) {
            buffer[offset + (int) (turned - position)] ^= 1;
        }
        position += got;
        store.wasRead(key, got);
    }
}
