package dev.lifeboat.backup;

import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a writer signs before its first object: who it is, what it builds on, and until when it may commit.
 *
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
        Instant started,
        Instant deadline)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-attempt-1";

    public AttemptRecord {
        requires = List.copyOf(requires);
    }
}
