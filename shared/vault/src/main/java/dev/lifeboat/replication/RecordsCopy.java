package dev.lifeboat.replication;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.CopyRecord;
import dev.lifeboat.backup.CopyRecord.Document;
import dev.lifeboat.backup.CopyRecords;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Rewrap;
import dev.lifeboat.backup.Rewraps;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was learned of a backup and is as true of its copy: keys for recipients who came later, and proofs that every row can be
 * had back. A look at one store's files says nothing of another's, and stays where it is.
 */
final class RecordsCopy {
    private final Catalog from;
    private final Catalog to;
    private final Clock clock;

    RecordsCopy(Catalog from, Catalog to, Clock clock) {
        this.from = from;
        this.to = to;
        this.clock = clock;
    }

    /**
     * The records of a backup that are worth having at the destination, the oldest first.
     *
     * @param refused where those go that must not be believed
     */
    List<Found> find(SignedDocument<Manifest> backup, List<LifeboatException> refused) {
        List<Found> found = new ArrayList<>();
        List<ListedDocument<Rewrap>> rewraps = new Rewraps(from).of(backup);
        Rewraps.standing(rewraps).forEach(rewrap -> found.add(new Found(rewrap, List.of())));
        ListedDocument.refused(rewraps).forEach(not -> refused.add(not.why()));
        List<ListedDocument<ProofRecord>> proofs =
                new ProofRecords(from, clock).of(backup.content().id());
        ListedDocument.standing(proofs).forEach(proof -> proof(proof, backup).forEach(found::add));
        ListedDocument.refused(proofs).forEach(not -> refused.add(not.why()));
        found.sort(Comparator.comparing(record -> record.document().storedAt()));
        return found;
    }

    private static List<Found> proof(SignedDocument<ProofRecord> proof, SignedDocument<Manifest> backup) {
        return proof.content().proves(backup)
                ? List.of(new Found(proof, proof.content().details().stream().toList()))
                : List.of();
    }

    /** A record, and the details that lie beside it. */
    record Found(SignedDocument<?> document, List<ProofRecord.Details> details) {}

    /** Copies a record, its details first; true if any of it was not there. */
    boolean copy(Found found, StoredBytes bytes) {
        for (ProofRecord.Details details : found.details()) {
            if (to.store().status(details.key()).isEmpty()) {
                bytes.copy(details.key(), details.checksums());
            }
        }
        return SmallFile.copy(
                        from.store(),
                        to.store(),
                        found.document().key(),
                        found.document().sha256())
                .isPresent();
    }

    /** What the destination vouches for already. */
    Set<ObjectKey> vouchedFor(BackupId backup) {
        Set<ObjectKey> vouched = new HashSet<>();
        new CopyRecords(to)
                .of(backup)
                .forEach(record -> record.content().documents().forEach(document -> vouched.add(document.key())));
        return vouched;
    }

    /** Vouches for documents of a backup that are at the destination. */
    void vouch(
            SignedDocument<Manifest> backup,
            List<SignedDocument<?>> documents,
            CopyRecord.Totals totals,
            SigningKey signing,
            String writer) {
        for (int start = 0; start < documents.size(); start += CopyRecord.MOST) {
            List<Document> some = documents.subList(start, Math.min(documents.size(), start + CopyRecord.MOST)).stream()
                    .map(document -> new Document(document.key(), document.sha256(), document.storedAt()))
                    .toList();
            new CopyRecords(to)
                    .write(backup, clock.instant().truncatedTo(ChronoUnit.MILLIS), some, totals, signing, writer);
        }
    }
}
