package dev.lifeboat.record;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.record.ProofRecord.Totals;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerificationReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was learned of a backup, before anybody signs it.
 *
 * @param manifest of the backup that was put to the proof
 * @param depth of a verification
 * @param whole whether all of the backup was put to the proof
 * @param lines what only those who can read the index may know
 */
public record Proof(
        SignedDocument<Manifest> manifest,
        ProofKind kind,
        Optional<Depth> depth,
        boolean whole,
        Totals totals,
        List<ProofLine> lines) {
    public Proof {
        lines = List.copyOf(lines);
    }

    /** What a verification found. */
    public static Proof of(SignedDocument<Manifest> manifest, VerificationReport report) {
        if (!report.manifestDigest().equals(manifest.sha256())) {
            throw new IllegalArgumentException("a report of backup %s with the manifest of %s"
                    .formatted(report.backup(), manifest.content().id()));
        }
        Stream<ProofLine> tables = report.tables().stream()
                .map(table -> new ProofLine.Table(
                        table.table().schema(),
                        table.table().name(),
                        table.rows().rows(),
                        table.rows().fingerprint(),
                        true));
        Stream<ProofLine> damage = report.damage().stream()
                .map(found -> new ProofLine.Damaged(found.kind(), found.object(), found.sentence()));
        return new Proof(
                manifest,
                ProofKind.VERIFICATION,
                Optional.of(report.depth()),
                true,
                new Totals(
                        report.objects(),
                        report.bytesRead(),
                        report.tables().size(),
                        report.rows(),
                        report.damages(),
                        report.took().toMillis()),
                Stream.concat(damage, tables).toList());
    }

    /**
     * What a restore brought back.
     *
     * @param whole whether all of the backup was restored
     * @param objects how many objects were read
     * @param bytesRead of them, as stored
     * @param tables every table that was compared
     */
    public static Proof ofRestore(
            SignedDocument<Manifest> manifest,
            boolean whole,
            long objects,
            long bytesRead,
            List<ProofLine.Table> tables,
            Duration took) {
        Totals totals = new Totals(
                objects,
                bytesRead,
                tables.size(),
                tables.stream().mapToLong(ProofLine.Table::rows).sum(),
                tables.stream().filter(table -> !table.matches()).count(),
                took.toMillis());
        return new Proof(manifest, ProofKind.RESTORE, Optional.empty(), whole, totals, List.<ProofLine>copyOf(tables));
    }
}
