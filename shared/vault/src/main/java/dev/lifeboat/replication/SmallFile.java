package dev.lifeboat.replication;

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
import java.io.UncheckedIOException;
import java.util.Optional;

/** A signed document on its way from one store to another, byte by byte as it is. */
final class SmallFile {
    /** More than any kind of document may take. */
    private static final int MOST = 1 << 20;

    private final byte[] bytes;
    private final Checksums checksums;

    private SmallFile(byte[] bytes, Checksums checksums) {
        this.bytes = bytes;
        this.checksums = checksums;
    }

    private static SmallFile read(ObjectStore store, ObjectKey key) {
        try (ChecksumInput in = new ChecksumInput(store.read(key))) {
            byte[] bytes = in.readNBytes(MOST);
            return new SmallFile(bytes, in.checksums());
        } catch (IOException e) {
            throw new UncheckedIOException("reading %s failed".formatted(key), e);
        }
    }

    /**
     * Whether the destination has that very document.
     *
     * @throws LifeboatException DOCUMENT_MISPLACED if it has another of that key
     */
    static boolean isThere(ObjectStore to, ObjectKey key, String sha256) {
        if (to.status(key).isEmpty()) {
            return false;
        }
        String seen = read(to, key).checksums.sha256();
        if (!seen.equals(sha256)) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MISPLACED,
                    "document %s in %s has SHA-256 %s, the one to be copied %s: it was left as it is"
                            .formatted(key, to.location(), seen, sha256),
                    "find out who stored it, and which of the two is right");
        }
        return true;
    }

    /**
     * Copies a document that was verified.
     *
     * @return empty if it is there already
     * @throws LifeboatException DOCUMENT_MISPLACED if another is there; OBJECT_DAMAGED if it is not what was verified any more
     */
    static Optional<ObjectStatus> copy(ObjectStore from, ObjectStore to, ObjectKey key, String sha256) {
        if (isThere(to, key, sha256)) {
            return Optional.empty();
        }
        SmallFile file = read(from, key);
        if (!file.checksums.sha256().equals(sha256)) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_DAMAGED,
                    "document %s in %s changed while it was copied: it is not copied".formatted(key, from.location()),
                    "find out who writes there");
        }
        try (ObjectUpload upload = to.create(key)) {
            upload.write(file.bytes, 0, file.bytes.length);
            return switch (upload.commit(file.checksums)) {
                case CreateOutcome.Created created -> Optional.of(created.status());
                case CreateOutcome.AlreadyThere other when isThere(to, key, sha256) -> Optional.empty();
                case CreateOutcome.AlreadyThere other -> throw vanished(to, key);
            };
        }
    }

    private static LifeboatException vanished(ObjectStore to, ObjectKey key) {
        return new LifeboatException(
                ErrorCode.OBJECT_MISSING,
                "document %s vanished from %s while it was copied: it is not copied".formatted(key, to.location()),
                "find out who deletes objects there");
    }
}
