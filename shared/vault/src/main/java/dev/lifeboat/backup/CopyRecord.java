package dev.lifeboat.backup;

import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;

/**
 * The signed record that a backup was copied to the store where the record lies. It vouches for when the store that the
 * backup was copied from had received its documents, since that decides whether their signatures count, and a copy is
 * younger.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param attempt that made the backup
 * @param manifest SHA-256 of the backup's manifest as stored
 * @param at when it was written, by the clock of whoever signs
 * @param documents the manifest and records that were copied, one or more
 * @param totals what the run that wrote it found and did
 * @param writer the program and version that wrote it
 */
public record CopyRecord(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId backup,
        AttemptId attempt,
        String manifest,
        Instant at,
        List<Document> documents,
        Totals totals,
        String writer)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-copy-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    /** The most documents that one vouches for, so that it has room for their keys. */
    public static final int MOST = 100;

    static final DocumentType<CopyRecord> TYPE = new DocumentType<>(CopyRecord.class, FORMAT, MAX_BYTES, Role.COPY);

    public CopyRecord {
        requires = List.copyOf(requires);
        documents = List.copyOf(documents);
        Checksums.requireSha256(manifest);
        if (documents.isEmpty() || documents.size() > MOST) {
            throw new IllegalArgumentException("a copy of %d documents".formatted(documents.size()));
        }
    }

    /**
     * A document that was copied.
     *
     * @param sha256 of the document with its signature, 64 lowercase hexadecimal digits
     * @param storedAt when the store that it was first written to had received it, by that store's clock
     */
    public record Document(ObjectKey key, String sha256, Instant storedAt) {
        public Document {
            Checksums.requireSha256(sha256);
        }
    }

    /**
     * What a run found and did.
     *
     * @param objects that the backup needs, with index and objects list
     * @param copiedObjects how many of them this run copied; the others were there
     * @param copiedBytes what these take
     */
    public record Totals(long objects, long copiedObjects, long copiedBytes) {
        public Totals {
            if (Math.min(copiedObjects, copiedBytes) < 0 || copiedObjects > objects) {
                throw new IllegalArgumentException("%d of %d objects copied".formatted(copiedObjects, objects));
            }
        }
    }
}
