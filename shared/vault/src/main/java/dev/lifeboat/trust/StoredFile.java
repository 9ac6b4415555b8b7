package dev.lifeboat.trust;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ChecksumOutput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A small object, read whole. */
final class StoredFile {
    private final ObjectStatus status;
    private final byte[] bytes;

    private StoredFile(ObjectStatus status, byte[] bytes) {
        this.status = status;
        this.bytes = bytes;
    }

    /**
     * Reads an object of at most so many bytes; of a larger one, one byte more, so that whoever verifies it notices.
     *
     * @throws LifeboatException OBJECT_MISSING if there is none
     */
    static StoredFile read(ObjectStore store, ObjectKey key, int maxBytes) {
        try (InputStream in = store.read(key)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            return new StoredFile(store.status(key).orElseThrow(() -> missing(store, key)), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("reading %s failed".formatted(key), e);
        }
    }

    private static LifeboatException missing(ObjectStore store, ObjectKey key) {
        return new LifeboatException(
                ErrorCode.OBJECT_MISSING,
                "object %s vanished from %s while it was read: it cannot be used".formatted(key, store.location()),
                "find out who deletes objects there");
    }

    static Checksums checksums(byte[] bytes) {
        ChecksumOutput sums = new ChecksumOutput(OutputStream.nullOutputStream());
        try {
            sums.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to nowhere failed", e);
        }
        return sums.checksums();
    }

    ObjectStatus status() {
        return status;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String sha256() {
        return checksums(bytes).sha256();
    }
}
