package dev.lifeboat.aws;

import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import java.time.Instant;

/**
 * An object as the bucket holds it: the oldest version under its name, since the first writer of a name is the only one who
 * may have it.
 *
 * @param version its identifier, {@code null} in letters where the bucket keeps none
 * @param etag by which S3 tells contents apart
 * @param latest whether nothing was put over it since, neither another version nor a delete marker
 */
record Held(ObjectKey key, String version, String etag, long bytes, Instant storedAt, boolean latest) {
    private static final String NO_VERSION = "null";

    ObjectStatus status() {
        return new ObjectStatus(key, bytes, storedAt, !latest);
    }

    boolean hasVersion() {
        return isVersion(version);
    }

    /** Whether an identifier names a version, rather than an object of a bucket that keeps none. */
    static boolean isVersion(String version) {
        return !version.equals(NO_VERSION);
    }
}
