package dev.lifeboat.trust;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import java.util.List;
import java.util.stream.Stream;

/** Where trust files lie, {@code shop/trust/000001.json.asc} and so on, and how the next one gets there. */
public final class TrustFiles {
    private TrustFiles() {}

    static ObjectKey key(SourceName source, int version) {
        return new ObjectKey("%s/trust/%06d.json.asc".formatted(source, version));
    }

    static String what(SourceName source, int version) {
        return "trust file " + key(source, version);
    }

    /**
     * How many versions there are, none missing.
     *
     * @throws LifeboatException TRUST_MISSING if one is missing; DOCUMENT_MISPLACED if anything else lies there
     */
    static int count(ObjectStore store, SourceName source) {
        try (Stream<ObjectStatus> listed = store.list(source + "/trust/")) {
            List<ObjectKey> keys = listed.map(ObjectStatus::key).toList();
            for (int version = 1; version <= keys.size(); version++) {
                requireVersion(keys.get(version - 1), source, version);
            }
            return keys.size();
        }
    }

    private static void requireVersion(ObjectKey seen, SourceName source, int version) {
        ObjectKey expected = key(source, version);
        if (!seen.name().matches("[0-9]{6}\\.json\\.asc")) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MISPLACED,
                    "object %s is no trust file, and nothing else belongs there: source %s cannot be trusted"
                            .formatted(seen, source),
                    "find out who could write it, and remove it");
        }
        if (!seen.equals(expected)) {
            throw new LifeboatException(
                    ErrorCode.TRUST_MISSING,
                    "trust file %s is missing, though %s is there: source %s cannot be trusted"
                            .formatted(expected, seen, source),
                    "copy it back from another copy of this store");
        }
    }

    /**
     * Signs a trust file and stores it, unless one of its version is there.
     *
     * @param owner the private key of the certificate that the file names as its owner
     * @throws LifeboatException SOURCE_EXISTS if it is a first file and the source has one; OBJECT_EXISTS if a later one
     *     does not follow the newest; KEY_WRONG if the key is not the owner's
     */
    public static void publish(ObjectStore store, TrustFile file, SigningKey owner) {
        requireOwner(file, owner);
        requireNext(store, file);
        CreateOutcome outcome = SignedDocuments.create(store, key(file.source(), file.version()), file, owner);
        if (outcome instanceof CreateOutcome.AlreadyThere) {
            throw notNext(store, file);
        }
    }

    /** Whether a file that could not be published may lie in the store all the same. */
    public static boolean mayBeStored(ObjectStore store, TrustFile file) {
        try {
            return store.status(key(file.source(), file.version())).isPresent();
        } catch (LifeboatException e) {
            return true;
        }
    }

    private static void requireOwner(TrustFile file, SigningKey owner) {
        KeyFingerprint expected = file.ownerCertificate().fingerprint();
        KeyFingerprint given = owner.certificate().fingerprint();
        if (!given.equals(expected)) {
            throw new LifeboatException(
                    ErrorCode.KEY_WRONG,
                    "trust file of source %s is owned by key %s, the private key given is that of %s: it was not signed"
                            .formatted(file.source(), expected, given),
                    "give the owner's private key");
        }
    }

    private static void requireNext(ObjectStore store, TrustFile file) {
        int newest = count(store, file.source());
        if (newest != file.version() - 1) {
            throw notNext(store, file);
        }
        if (newest > 0) {
            String digest = StoredFile.read(store, key(file.source(), newest), TrustFile.MAX_BYTES)
                    .sha256();
            if (!digest.equals(file.previous())) {
                throw notNext(store, file);
            }
        }
    }

    /**
     * Makes sure that a store has no such source yet, before keys are made for one.
     *
     * @throws LifeboatException SOURCE_EXISTS if it has
     */
    public static void requireNoSource(ObjectStore store, SourceName source) {
        if (count(store, source) > 0) {
            throw exists(store, source);
        }
    }

    private static LifeboatException exists(ObjectStore store, SourceName source) {
        return new LifeboatException(
                ErrorCode.SOURCE_EXISTS,
                "source %s exists in %s already: nothing was written".formatted(source, store.location()),
                "choose another name, or another store");
    }

    private static LifeboatException notNext(ObjectStore store, TrustFile file) {
        if (file.version() == 1) {
            return exists(store, file.source());
        }
        return new LifeboatException(
                ErrorCode.OBJECT_EXISTS,
                "trust file %s does not follow the newest one in %s: it was not stored"
                        .formatted(key(file.source(), file.version()), store.location()),
                "somebody else changed the trust meanwhile; make the change again");
    }
}
