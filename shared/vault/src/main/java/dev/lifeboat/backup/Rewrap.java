package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.IndexKey;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;

/**
 * The signed record by which recipients who were added later open a backup: its secrets once more, encrypted to them too.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param attempt that made the backup
 * @param manifest SHA-256 of the backup's manifest as stored: the secrets are of that backup and of no other
 * @param at when it was written, by the clock of whoever signs
 * @param keys the data secrets of the same attempts as the manifest's
 * @param writer the program and version that wrote it
 */
public record Rewrap(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId backup,
        AttemptId attempt,
        String manifest,
        Instant at,
        List<AttemptKey> keys,
        IndexKey indexKey,
        String writer)
        implements SourceDocument, WrappedSecrets {
    public static final String FORMAT = "lifeboat-rewrap-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    static final DocumentType<Rewrap> TYPE = new DocumentType<>(Rewrap.class, FORMAT, MAX_BYTES, Role.OPERATOR);

    public Rewrap {
        requires = List.copyOf(requires);
        keys = List.copyOf(keys);
        Checksums.requireSha256(manifest);
        if (keys.stream().noneMatch(key -> key.attempt().equals(attempt))) {
            throw new IllegalArgumentException("the attempt's own key is missing");
        }
    }
}
