package dev.lifeboat.backup;

/**
 * Another backup, as a manifest names it.
 *
 * @param digest SHA-256 of its manifest as stored, 64 lowercase hexadecimal digits
 */
public record BackupReference(BackupId id, String digest) {}
