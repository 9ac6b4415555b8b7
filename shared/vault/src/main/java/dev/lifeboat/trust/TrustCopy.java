package dev.lifeboat.trust;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;

/** Brings the trust files of a source to another store, oldest first, so that none is ever missing there. */
public final class TrustCopy {
    private final ObjectStore from;
    private final ObjectStore to;
    private final SourceName source;
    private final int versions;

    /** @param trust of the source, as it was read from the first store */
    public TrustCopy(ObjectStore from, ObjectStore to, Trust trust) {
        this.from = from;
        this.to = to;
        source = trust.source();
        versions = trust.version();
    }

    /**
     * How many the other store lacks.
     *
     * @throws LifeboatException TRUST_OUTDATED if it has more; DOCUMENT_MISPLACED if it has others
     */
    public int lacking() {
        int there = TrustFiles.count(to, source);
        if (there > versions) {
            throw new LifeboatException(
                    ErrorCode.TRUST_OUTDATED,
                    "newest trust file of source %s in %s is version %d, %s has version %d already: %s may have been rolled back, so nothing was copied"
                            .formatted(source, from.location(), versions, to.location(), there, from.location()),
                    "find out what happened to %s; bring the missing trust files back from %s"
                            .formatted(from.location(), to.location()));
        }
        if (there > 0) {
            requireSame(there);
        }
        return versions - there;
    }

    /**
     * Copies what is lacking.
     *
     * @return how many those were
     */
    public int run() {
        int lacking = lacking();
        for (int version = versions - lacking + 1; version <= versions; version++) {
            copy(version);
        }
        return lacking;
    }

    private void copy(int version) {
        ObjectKey key = TrustFiles.key(source, version);
        byte[] file = read(from, version).bytes();
        try (ObjectUpload upload = to.create(key)) {
            upload.write(file, 0, file.length);
            if (upload.commit(StoredFile.checksums(file)) instanceof CreateOutcome.AlreadyThere) {
                requireSame(version);
            }
        }
    }

    /** An older file than the newest is known by the digest that its successor names. */
    private void requireSame(int version) {
        if (!read(from, version).sha256().equals(read(to, version).sha256())) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MISPLACED,
                    "%s in %s is another one than in %s: nothing was copied"
                            .formatted(TrustFiles.what(source, version), to.location(), from.location()),
                    "choose a place that holds no other source of that name, or find out who wrote it");
        }
    }

    private StoredFile read(ObjectStore store, int version) {
        return StoredFile.read(store, TrustFiles.key(source, version), TrustFile.MAX_BYTES);
    }
}
