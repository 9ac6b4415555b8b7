package dev.lifeboat.replication;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ChecksumInput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import java.io.IOException;
import java.util.Optional;

/** Brings the bytes of objects from one store to another, and sees to it that they are the right ones on both sides. */
final class StoredBytes {
    private static final int BUFFER = 256 << 10;

    private final ObjectStore from;
    private final ObjectStore to;
    private final BackupId backup;
    private final Watch watch;

    /** Told of every piece on its way; throws where the work is to end. */
    @FunctionalInterface
    interface Watch {
        void passed(long bytes);
    }

    StoredBytes(ObjectStore from, ObjectStore to, BackupId backup, Watch watch) {
        this.from = from;
        this.to = to;
        this.backup = backup;
        this.watch = watch;
    }

    /**
     * Copies an object, by the services themselves where they can; one that another writer made meanwhile has to be the same.
     *
     * @throws LifeboatException OBJECT_DAMAGED if it is not what it should be, here or there
     */
    void copy(ObjectKey key, Checksums expected) {
        watch.passed(0); // throws where the work is to end
        Optional<CreateOutcome> taken = to.take(key, from, expected);
        taken.ifPresent(done -> watch.passed(expected.bytes()));
        if (taken.orElseGet(() -> stream(key, expected)) instanceof CreateOutcome.AlreadyThere) {
            requireAtDestination(key, expected);
        }
    }

    private CreateOutcome stream(ObjectKey key, Checksums expected) {
        try (ChecksumInput in = new ChecksumInput(from.read(key));
                ObjectUpload upload = to.create(key)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer, 0, BUFFER); read >= 0; read = in.read(buffer, 0, BUFFER)) {
                upload.write(buffer, 0, read);
                watch.passed(read);
            }
            Checksums seen = in.checksums();
            if (!seen.equals(expected)) {
                throw damagedOriginal(key, difference(seen, expected));
            }
            return upload.commit(expected);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.STORE_UNREACHABLE,
                    "object %s could not be read to its end in %s: it is not copied".formatted(key, from.location()),
                    "look at the store, and repeat the command",
                    e);
        }
    }

    /**
     * Makes sure that the object at the destination is the right one: by what the store itself knows of it, and otherwise by
     * reading it.
     *
     * @throws LifeboatException OBJECT_DAMAGED if it is not; it is left as it is
     */
    void requireAtDestination(ObjectKey key, Checksums expected) {
        watch.passed(0); // throws where the work is to end
        Optional<ObjectStatus> status = to.status(key);
        if (status.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_MISSING,
                    "object %s vanished from %s while it was copied: it is not copied".formatted(key, to.location()),
                    "find out who deletes objects there");
        }
        requireSize(status.get(), expected, to.location());
        Optional<String> crc32c = to.crc32c(key);
        if (crc32c.isEmpty()) {
            Checksums seen = read(key);
            if (!seen.equals(expected)) {
                throw foreign(to.location(), key, difference(seen, expected));
            }
        } else if (!crc32c.get().equals(expected.crc32c())) {
            throw foreign(to.location(), key, "has CRC-32C %s, expected %s".formatted(crc32c.get(), expected.crc32c()));
        }
    }

    /**
     * The same by size alone.
     *
     * @param to where the destination is
     */
    static void requireSize(ObjectStatus seen, Checksums expected, String to) {
        if (seen.bytes() != expected.bytes()) {
            throw foreign(to, seen.key(), "holds %d bytes, expected %d".formatted(seen.bytes(), expected.bytes()));
        }
    }

    private Checksums read(ObjectKey key) {
        try (ChecksumInput in = new ChecksumInput(to.read(key))) {
            in.drain();
            return in.checksums();
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.STORE_UNREACHABLE,
                    "object %s could not be read to its end in %s: it is not copied".formatted(key, to.location()),
                    "look at the store, and repeat the command",
                    e);
        }
    }

    private static String difference(Checksums seen, Checksums expected) {
        return seen.bytes() == expected.bytes()
                ? "has SHA-256 %s, expected %s".formatted(seen.sha256(), expected.sha256())
                : "holds %d bytes, expected %d".formatted(seen.bytes(), expected.bytes());
    }

    private LifeboatException damagedOriginal(ObjectKey key, String how) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s in %s %s: it is not copied".formatted(key, from.location(), how),
                "see what else is damaged with: lifeboat verify --store %s %s".formatted(from.location(), backup));
    }

    private static LifeboatException foreign(String to, ObjectKey key, String how) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s in %s %s: it was left as it is".formatted(key, to, how),
                "find out who stored it; when it is gone, repeat the command");
    }
}
