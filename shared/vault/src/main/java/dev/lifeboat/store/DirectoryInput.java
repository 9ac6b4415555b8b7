package dev.lifeboat.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads one object's file; fails where the file fails, or ends before the size that it had. */
final class DirectoryInput extends InputStream {
    private final ObjectKey key;
    private final long size;
    private final InputStream file;
    private final DirectoryFailure failure;
    private long count;

    DirectoryInput(ObjectKey key, long size, InputStream file, DirectoryFailure failure) {
        this.key = key;
        this.size = size;
        this.file = file;
        this.failure = failure;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int got = readFile(buffer, offset, length);
        if (got < 0 && count != size) {
            throw failure.shortened(key, size, count);
        }
        count += Math.max(got, 0);
        return got;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw failure.of(e, "object %s may not have been read".formatted(key));
        }
    }

    private int readFile(byte[] buffer, int offset, int length) {
        try {
            return file.read(buffer, offset, length);
        } catch (IOException e) {
            throw failure.of(e, "object %s is not read".formatted(key));
        }
    }
}
