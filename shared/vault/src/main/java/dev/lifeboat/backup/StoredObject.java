package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;

/**
 * One line of the objects list: an object that a backup needs, in clear, for those who hold no key.
 *
 * @param attempt whose data secret it is encrypted under
 */
public record StoredObject(ObjectKey key, long bytes, String sha256, String crc32c, AttemptId attempt) {
    public StoredObject {
        Checksums.require(bytes, sha256, crc32c);
    }

    public StoredObject(ObjectKey key, Checksums checksums, AttemptId attempt) {
        this(key, checksums.bytes(), checksums.sha256(), checksums.crc32c(), attempt);
    }

    @JsonIgnore
    public Checksums checksums() {
        return new Checksums(bytes, sha256, crc32c);
    }
}
