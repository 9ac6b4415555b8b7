package dev.lifeboat.backup;

import dev.lifeboat.store.Checksums;

/**
 * Another backup, as a manifest names it.
 *
 * @param digest SHA-256 of its manifest as stored, 64 lowercase hexadecimal digits
 */
public record BackupReference(BackupId id, String digest) {
    public BackupReference {
        Checksums.requireSha256(digest);
    }
}
