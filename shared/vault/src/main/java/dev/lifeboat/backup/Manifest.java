package dev.lifeboat.backup;

import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The small signed record of a backup, written last: a backup exists when its manifest does. docs/format.md describes each
 * field for those who read it without Lifeboat.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param base of an incremental: the full backup whose objects it names; none for a full
 * @param previous the newest manifests that stood when this backup began, newest first
 * @param snapshot the instant whose rows the backup holds, by the server's clock
 * @param index of the encrypted index
 * @param objects of the objects list
 * @param keys each attempt's data secret, encrypted to the recipients
 * @param indexKey the index's secret, encrypted to the recipients and to the catalog key
 * @param trust the trust file under which it was written
 * @param omissions how many things were left out because an option asked for it; the index names them
 * @param writer the program and version that wrote it
 */
public record Manifest(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId id,
        AttemptId attempt,
        BackupKind kind,
        List<Tier> tiers,
        Optional<BackupReference> base,
        List<BackupReference> previous,
        Instant scheduled,
        Instant snapshot,
        Instant started,
        Instant finished,
        Totals totals,
        Checksums objects,
        Checksums index,
        List<AttemptKey> keys,
        IndexKey indexKey,
        TrustReference trust,
        int omissions,
        String writer)
        implements SourceDocument, WrappedSecrets {
    public static final String FORMAT = "lifeboat-manifest-1";

    /** The most that a manifest may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    public Manifest {
        requires = List.copyOf(requires);
        tiers = List.copyOf(tiers);
        previous = List.copyOf(previous);
        keys = List.copyOf(keys);
        if (!id.kind().equals(kind) || !id.scheduled().equals(scheduled)) {
            throw new IllegalArgumentException("identifier %s is not of kind and instant".formatted(id));
        }
        if (base.isPresent() != (kind == BackupKind.INCREMENTAL)) {
            throw new IllegalArgumentException("an incremental has a base, and a full has none");
        }
        if (keys.stream().noneMatch(key -> key.attempt().equals(attempt))) {
            throw new IllegalArgumentException("the attempt's own key is missing");
        }
        if (omissions < 0) {
            throw new IllegalArgumentException("omissions below 0");
        }
    }

    /**
     * How much a backup holds.
     *
     * @param objects data objects, schema and globals, without index and objects list
     * @param storedBytes what they take in the store
     * @param plainBytes what they hold before compression and encryption
     */
    public record Totals(long objects, long storedBytes, long plainBytes, long tables, long rows) {
        public Totals {
            if (Math.min(objects, storedBytes) < 1 || Math.min(plainBytes, Math.min(tables, rows)) < 0) {
                throw new IllegalArgumentException("totals below 0");
            }
        }
    }

    /**
     * One attempt's data secret.
     *
     * @param recipients fingerprints of the encryption keys that can open it
     * @param secret an armored OpenPGP message
     */
    public record AttemptKey(AttemptId attempt, List<String> recipients, String secret) {
        public AttemptKey {
            recipients = List.copyOf(recipients);
            recipients.forEach(KeyFingerprint::new);
            if (recipients.isEmpty()) {
                throw new IllegalArgumentException("a data secret that nobody can open");
            }
        }
    }

    /**
     * The secret of the index. It is not a data secret, so that who may see what a backup holds need not be able to read it.
     *
     * @param readers fingerprints of the encryption keys that can open it
     * @param secret an armored OpenPGP message
     */
    public record IndexKey(List<String> readers, String secret) {
        public IndexKey {
            readers = List.copyOf(readers);
            readers.forEach(KeyFingerprint::new);
            if (readers.isEmpty()) {
                throw new IllegalArgumentException("an index that nobody can open");
            }
        }
    }

    /**
     * The trust file that a writer obeyed.
     *
     * @param version 1 or more
     * @param digest SHA-256 of the document as stored
     */
    public record TrustReference(int version, String digest) {
        public TrustReference {
            if (version < 1) {
                throw new IllegalArgumentException("a trust file of version %d".formatted(version));
            }
            Checksums.requireSha256(digest);
        }
    }
}
