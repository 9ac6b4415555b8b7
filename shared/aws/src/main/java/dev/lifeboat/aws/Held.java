package dev.lifeboat.aws;

import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * An object as the bucket holds it: the oldest version under its name, since the first writer of a name is the only one who
 * may have it.
 *
 * @param version its identifier, {@code null} in letters where the bucket kept none when it was stored
 * @param etag by which S3 tells contents apart
 * @param latest whether nothing was put over it since, neither another version nor a delete marker
 */
record Held(ObjectKey key, String version, String etag, long bytes, Instant storedAt, boolean latest) {
    /** What S3 calls the version of an object that came before the bucket kept versions. */
    static final String NULL_VERSION = "null";

    /** What to call this version, where one has to; see {@link Bucket#head}. */
    Optional<String> named() {
        return latest && version.equals(NULL_VERSION) ? Optional.empty() : Optional.of(version);
    }

    ObjectStatus status() {
        return new ObjectStatus(key, bytes, storedAt, !latest);
    }
}
