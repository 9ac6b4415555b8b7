package dev.lifeboat.verify;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A store for reading, that counts what is read, reports it, and can stop all reading under way. */
final class CountedStore implements ObjectStore {
    private final ObjectStore store;
    private final Progress.Step step;
    private final LongAdder bytes = new LongAdder();
    private volatile boolean cancelled;

    CountedStore(ObjectStore store, Progress.Step step) {
        this.store = store;
        this.step = step;
    }

    long bytes() {
        return bytes.sum();
    }

    /** Makes every read from now on fail. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public InputStream read(ObjectKey key) {
        return new Counted(store.read(key));
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        requireGoing();
        return store.status(key);
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        throw new UnsupportedOperationException("verifying writes nothing");
    }

    @Override
    public String location() {
        return store.location();
    }

    private void requireGoing() {
        if (cancelled) {
            throw new LifeboatException(
                    ErrorCode.INTERRUPTED, "the backup was not verified to its end", "repeat the command");
        }
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            requireGoing();
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                bytes.add(read);
                step.advance(read, 0);
            }
            return read;
        }

        @Override
        public long skip(long count) {
            throw new UnsupportedOperationException("bytes that are not read are not checked");
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
