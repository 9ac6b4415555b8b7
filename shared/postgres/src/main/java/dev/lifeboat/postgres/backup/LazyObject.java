package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.stream.ObjectWriter;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object that is opened at its first byte: tables without rows take none. */
final class LazyObject extends OutputStream {
    private final BackupAttempt attempt;
    private @Nullable ObjectWriter object;

    LazyObject(BackupAttempt attempt) {
        this.attempt = attempt;
    }

    long plainBytes() {
        return object == null ? 0 : object.plainBytes();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        ObjectWriter open = object;
        if (open == null) {
            open = attempt.openData();
            object = open;
        }
        open.write(bytes, offset, length);
    }

    /** Stores what was written, if anything was. */
    Optional<ObjectWriter> finish() {
        ObjectWriter written = object;
        if (written != null) {
            attempt.finish(written);
        }
        return Optional.ofNullable(written);
    }

    @Override
    public void close() {
        if (object != null) {
            object.close();
        }
    }
}
