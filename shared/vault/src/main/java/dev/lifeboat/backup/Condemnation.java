package dev.lifeboat.backup;

import dev.lifeboat.store.Checksums;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says that an attempt is to be removed. From then on it cannot commit, and nobody may build on it; removed it is no sooner
 * than {@link Condemnations#NOTICE} later, and then only what nothing names. It stays when the attempt is gone, so that a
 * writer that wakes up later still finds it.
 *
 * @param manifest SHA-256 of the manifest as stored that is to be removed as well; none for an attempt that no backup came of
 * @param at by the clock of whoever signed
 * @param writer the program and version that wrote it
 */
public record Condemnation(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId id,
        AttemptId attempt,
        Optional<String> manifest,
        Instant at,
        String writer)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-condemnation-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    public static final DocumentType<Condemnation> TYPE =
            new DocumentType<>(Condemnation.class, FORMAT, MAX_BYTES, Role.RETAIN);

    public Condemnation {
        requires = List.copyOf(requires);
        manifest.ifPresent(Checksums::requireSha256);
    }

    public AttemptName name() {
        return new AttemptName(id, attempt);
    }
}
