package dev.lifeboat.record;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SourceDocument;
import dev.lifeboat.verify.Depth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The signed record of a proof. It stands in clear, so it holds numbers, and no name of a table, column or value.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param attempt that made the backup
 * @param manifest SHA-256 of the backup's manifest as stored: a proof is of that manifest and of no other
 * @param depth of a verification; a restore has none
 * @param whole whether all of the backup was put to the proof
 * @param at when it ended, by the clock of whoever signs
 * @param details what only those who can read the index may know
 * @param writer the program and version that wrote it
 */
public record ProofRecord(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId backup,
        Optional<AttemptId> attempt,
        String manifest,
        ProofKind kind,
        Optional<Depth> depth,
        boolean whole,
        Instant at,
        ProofOutcome outcome,
        Totals totals,
        Optional<Details> details,
        String writer)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-record-1";

    /** The most that a record may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    static final DocumentType<ProofRecord> TYPE = new DocumentType<>(ProofRecord.class, FORMAT, MAX_BYTES, Role.PROVE);

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public ProofRecord {
        requires = List.copyOf(requires);
        if (!SHA_256.matcher(manifest).matches()) {
            throw new IllegalArgumentException("a manifest's digest is 64 lowercase hexadecimal digits");
        }
        if (depth.isPresent() != (kind == ProofKind.VERIFICATION)) {
            throw new IllegalArgumentException("a verification has a depth, and a restore has none");
        }
        if (outcome != ProofOutcome.of(totals.faults())) {
            throw new IllegalArgumentException("%s with %d faults".formatted(outcome, totals.faults()));
        }
    }

    /**
     * How much was put to the proof.
     *
     * @param objects that were looked at
     * @param bytesRead from the store
     * @param tables that were counted again
     * @param rows that were counted again
     * @param faults damages, or tables that came back as something else
     */
    public record Totals(long objects, long bytesRead, long tables, long rows, long faults, long tookMillis) {
        public Totals {
            if (Math.min(Math.min(objects, bytesRead), Math.min(tables, rows)) < 0
                    || Math.min(faults, tookMillis) < 0) {
                throw new IllegalArgumentException("totals below 0");
            }
        }
    }

    /** The encrypted object with {@link ProofLine}s that lies beside the record. */
    public record Details(ObjectKey key, Checksums checksums) {}

    /** Whether it proves that every row of that backup can be had back. */
    public boolean proves(SignedDocument<Manifest> backup) {
        boolean everyRow = kind == ProofKind.RESTORE || depth.equals(Optional.of(Depth.CONTENT));
        return whole && everyRow && outcome == ProofOutcome.PASSED && manifest.equals(backup.sha256());
    }
}
