package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a writer signs before its first object: who it is, what it builds on, and until when it may commit. Whoever copies an
 * attempt's backup to another store is a writer there, and signs the same for it.
 *
 * @param key the attempt's data secret, encrypted to the recipients: without it, nobody could ever read the objects of an
 *     attempt that is cut off, and no later one could build on them
 * @param deadline past which it never commits; a further record extends it
 */
public record AttemptRecord(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId id,
        AttemptId attempt,
        Optional<BackupReference> base,
        AttemptKey key,
        Instant started,
        Instant deadline)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-attempt-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    public static final DocumentType<AttemptRecord> TYPE =
            new DocumentType<>(AttemptRecord.class, FORMAT, MAX_BYTES, Role.BACKUP, Role.OPERATOR, Role.COPY);

    public AttemptRecord {
        requires = List.copyOf(requires);
        if (!key.attempt().equals(attempt)) {
            throw new IllegalArgumentException("the key of another attempt");
        }
        if (!deadline.isAfter(started)) {
            throw new IllegalArgumentException("an attempt from %s until %s".formatted(started, deadline));
        }
    }

    public AttemptName name() {
        return new AttemptName(id, attempt);
    }

    /** The same attempt with a later deadline. */
    public AttemptRecord until(Instant later) {
        return new AttemptRecord(format, requires, catalog, source, id, attempt, base, key, started, later);
    }
}
