package dev.lifeboat.stream;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ChecksumOutput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the plain bytes of one object, and compresses, encrypts, checksums and stores them as one stream.
 *
 * <p>The object exists once {@link #finish} has returned; closing it before discards what was written. For one thread.
 */
public final class ObjectWriter extends OutputStream {
    private static final int BUFFER = 128 * 1024;

    private final ObjectUpload upload;
    private final ChecksumOutput checksums;
    private final OutputStream plain;
    private final ObjectKey key;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private long plainBytes;
    private boolean ended;

    private ObjectWriter(ObjectStore store, ObjectKey key, Coding coding) throws IOException {
        this.key = key;
        upload = store.create(key);
        checksums = new ChecksumOutput(upload);
        plain = coding.over(checksums);
    }

    /** Puts a coding, such as encryption, over a stream; closing the result finishes the coding. */
    @FunctionalInterface
    public interface Coding {
        OutputStream over(OutputStream stored) throws IOException;

        /** This coding of what zstd has compressed. */
        default Coding afterZstd(int level) {
            return stored -> zstd(over(stored), level);
        }

        private static OutputStream zstd(OutputStream to, int level) throws IOException {
            return new ZstdOutputStreamNoFinalizer(to, RecyclingBufferPool.INSTANCE)
                    .setLevel(level)
                    .setChecksum(true);
        }
    }

    /** Begins an object. */
    public static ObjectWriter open(ObjectStore store, ObjectKey key, Coding coding) {
        try {
            return new ObjectWriter(store, key, coding);
        } catch (IOException e) {
            throw broken(key, e);
        }
    }

    public ObjectKey key() {
        return key;
    }

    /** How many plain bytes were written so far. */
    public long plainBytes() {
        return plainBytes;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        plainBytes += length;
        if (length > buffer.length - buffered) {
            drain();
        }
        if (length >= buffer.length) {
            pass(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    private void drain() {
        pass(buffer, 0, buffered);
        buffered = 0;
    }

    private void pass(byte[] bytes, int offset, int length) {
        try {
            plain.write(bytes, offset, length);
        } catch (IOException e) {
            throw broken(key, e);
        }
    }

    /**
     * Ends the object and stores it.
     *
     * @return its checksums as stored
     * @throws LifeboatException OBJECT_EXISTS if the key is taken, or whatever the store throws
     */
    public Checksums finish() {
        drain();
        ended = true;
        try {
            plain.close();
        } catch (IOException e) {
            throw broken(key, e);
        }
        Checksums stored = checksums.checksums();
        return switch (upload.commit(stored)) {
            case CreateOutcome.Created created -> stored;
            case CreateOutcome.AlreadyThere other ->
                throw new LifeboatException(
                        ErrorCode.OBJECT_EXISTS,
                        "object %s exists already, though its name was drawn at random: it was left as it is"
                                .formatted(key),
                        "repeat the command");
        };
    }

    /** Discards the object unless {@link #finish} has returned. */
    @Override
    public void close() {
        upload.close();
        if (!ended) {
            ended = true;
            releaseCompressor();
        }
    }

    /** Its memory is not the heap's, and only closing gives it back; what it still writes meets a closed upload. */
    private void releaseCompressor() {
        try {
            plain.close();
        } catch (IOException | RuntimeException e) {
            // The object was discarded on purpose: that its stream cannot be ended is no failure.
        }
    }

    private static LifeboatException broken(ObjectKey key, IOException cause) {
        return new LifeboatException(
                ErrorCode.INTERNAL,
                "object %s could not be compressed or encrypted: it was not stored".formatted(key),
                "report this as a defect, with the output of the same command with --debug",
                cause);
    }
}
