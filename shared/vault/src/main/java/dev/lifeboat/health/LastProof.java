package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds when it was last proven that every row of a backup can be had back. */
final class LastProof {
    private final Catalog catalog;
    private final ProofRecords records;

    LastProof(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        records = new ProofRecords(catalog, clock);
    }

    Optional<Proven> find(Instant now) {
        return byNewestRecord().stream().flatMap(id -> proven(id, now).stream()).findFirst();
    }

    /** Backups that have records, that with the newest first. */
    private List<BackupId> byNewestRecord() {
        Map<BackupId, Instant> newest = new HashMap<>();
        try (Stream<ObjectStatus> objects =
                catalog.store().list(catalog.layout().recordsPrefix())) {
            objects.forEach(object -> BackupId.tryParse(object.key().value().split("/", 4)[2])
                    .ifPresent(id -> newest.merge(id, object.storedAt(), LastProof::later)));
        }
        return newest.entrySet().stream()
                .sorted(Map.Entry.<BackupId, Instant>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Optional<Proven> proven(BackupId id, Instant now) {
        // A backup that is gone, or not believed, proves nothing.
        return catalog.believed(id)
                .flatMap(found -> ListedDocument.standing(records.of(id)).stream()
                        .filter(proof -> proof.content().proves(found))
                        .max(Comparator.comparing(LastProof::made))
                        .map(proof -> new Proven(id, made(proof), age(made(proof), now))));
    }

    /** A proof that was copied is no younger than it was. */
    private static Instant made(SignedDocument<ProofRecord> proof) {
        Instant said = proof.content().at();
        return said.isBefore(proof.storedAt()) ? said : proof.storedAt();
    }

    private static Duration age(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
