package dev.lifeboat.stream;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ChecksumInput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * Gives the plain bytes of one object. It ends, by returning -1, only when the stored bytes had the checksums that were
 * expected, the encryption its integrity code, and the compression its end; anything else throws.
 *
 * <p>What was read before that end is not to be relied on: whoever passes it on must be able to take it back.
 */
public final class ObjectReader extends InputStream {
    /** What a decoding says that does not understand its bytes; anything else is the store's. */
    private static final Set<ErrorCode> WHILE_DECODING =
            EnumSet.of(ErrorCode.MESSAGE_DAMAGED, ErrorCode.KEY_WRONG, ErrorCode.OBJECT_DAMAGED);

    private final ObjectKey key;
    private final Checksums expected;
    private final ChecksumInput stored;
    private final InputStream plain;
    private boolean ended;

    private ObjectReader(ObjectStore store, ObjectKey key, Checksums expected, Decoding decoding) throws IOException {
        this.key = key;
        this.expected = expected;
        stored = new ChecksumInput(store.read(key));
        try {
            plain = decoding.over(stored);
        } catch (IOException | RuntimeException e) {
            try (stored) {
                throw explained(e);
            }
        }
    }

    /** Takes a coding, such as encryption, off a stream; its end must be verified before the result ends. */
    @FunctionalInterface
    public interface Decoding {
        /** The bytes as they are stored. */
        Decoding NONE = stored -> stored;

        InputStream over(InputStream stored) throws IOException;

        /** This decoding, and then zstd's; the window is at most 2^{@code maxWindowLog} bytes. */
        default Decoding thenZstd(int maxWindowLog) {
            return stored ->
                    new ZstdInputStreamNoFinalizer(over(stored), RecyclingBufferPool.INSTANCE).setLongMax(maxWindowLog);
        }
    }

    /** What every object of this format decompresses with: 8 MiB, the window of zstd's highest ordinary level. */
    public static final int MAX_WINDOW_LOG = 23;

    /** Opens an object. */
    public static ObjectReader open(ObjectStore store, ObjectKey key, Checksums expected, Decoding decoding) {
        try {
            return new ObjectReader(store, key, expected, decoding);
        } catch (IOException e) {
            throw damaged(key, e);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            int read = plain.read(buffer, offset, length);
            if (read < 0 && !ended) {
                ended = true;
                checkStored();
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw explained(e);
        }
    }

    /**
     * Why decoding failed. Where the stored bytes are not the right ones, that is why, whatever it looked like: a bit
     * that turned in the name of a recipient looks like a wrong key.
     */
    private RuntimeException explained(Exception failure) {
        RuntimeException seen = failure instanceof RuntimeException own ? own : damaged(key, failure);
        if (ended || !(seen instanceof LifeboatException own && WHILE_DECODING.contains(own.code()))) {
            return seen;
        }
        ended = true;
        try {
            checkStored();
            return seen;
        } catch (LifeboatException e) {
            return e;
        } catch (IOException e) {
            return damaged(key, e);
        }
    }

    private void checkStored() throws IOException {
        stored.drain();
        Checksums seen = stored.checksums();
        if (seen.bytes() != expected.bytes()) {
            throw damaged("holds %d bytes, its list says %d".formatted(seen.bytes(), expected.bytes()));
        }
        if (!seen.equals(expected)) {
            throw damaged("has SHA-256 %s, its list says %s".formatted(seen.sha256(), expected.sha256()));
        }
    }

    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException e) {
            throw damaged(key, e);
        }
    }

    private LifeboatException damaged(String how) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s %s: what it holds cannot be restored".formatted(key, how),
                "restore from another copy of this store, or use another backup");
    }

    private static LifeboatException damaged(ObjectKey key, Exception cause) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s cannot be decompressed to its end: what it holds cannot be restored".formatted(key),
                "restore from another copy of this store, or use another backup",
                cause);
    }
}
