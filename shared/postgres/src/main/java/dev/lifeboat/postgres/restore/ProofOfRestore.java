package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofLine;
import dev.lifeboat.trust.SignedDocument;
import java.util.List;

/** What a restore proves of the backup that it restored. */
public final class ProofOfRestore {
    private ProofOfRestore() {}

    /**
     * The proof, for {@link dev.lifeboat.record.ProofRecords} to sign and store.
     *
     * @param manifest of the backup that was restored
     * @param estimate how much was read
     * @param selection what of the backup was restored
     */
    public static Proof of(
            SignedDocument<Manifest> manifest, RestoreReport report, Estimate estimate, Selection selection) {
        List<ProofLine.Table> tables =
                report.tables().stream().map(ProofOfRestore::line).toList();
        return Proof.ofRestore(
                manifest, selection.isEverything(), estimate.objects(), estimate.storedBytes(), tables, report.took());
    }

    private static ProofLine.Table line(TableProof proof) {
        return new ProofLine.Table(
                proof.table().schema(),
                proof.table().name(),
                proof.restored().rows(),
                proof.restored().fingerprint(),
                proof.matches());
    }
}
