package dev.lifeboat.alert;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.RunFindings;
import dev.lifeboat.job.Job;
import dev.lifeboat.record.OutcomeRecord;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.ListedDocument;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells people what the record of a run says: that its backup failed, and when one stands after all. In whatever order records
 * are looked at, and however often, what is told is what the catalog says now.
 */
public final class OutcomeAlerts {
    private final String store;
    private final Supplier<Catalog> opening;
    private final Bell bell;

    /**
     * Wires it.
     *
     * @param store where the catalog is
     * @param opening opens it
     */
    public OutcomeAlerts(String store, Supplier<Catalog> opening, Bell bell) {
        this.store = store;
        this.opening = opening;
        this.bell = bell;
    }

    /**
     * Looks at a record, and tells.
     *
     * @param id of the backup beside which it lies
     * @return what people were told
     * @throws LifeboatException as {@link Bell#tell}
     */
    public List<Alert> tell(BackupId id, ObjectKey record) {
        return bell.tell(findings(id, record));
    }

    /** Whether the run of a job has left a record that is believed: of that, people hear by its own event. */
    public boolean isRecorded(Job job) {
        try {
            return ListedDocument.standing(new OutcomeRecords(opening.get(), Clock.systemUTC()).of(job.id())).stream()
                    .anyMatch(record -> record.content().request().equals(job.request()));
        } catch (LifeboatException e) {
            return false; // as far as anybody knows
        }
    }

    private List<Finding> findings(BackupId id, ObjectKey key) {
        try {
            Catalog catalog = opening.get();
            return findings(id, key, catalog);
        } catch (LifeboatException e) {
            return List.of(RunFindings.unreadable(id, key, store, e));
        }
    }

    private List<Finding> findings(BackupId id, ObjectKey key, Catalog catalog) {
        OutcomeRecord record;
        try {
            record = new OutcomeRecords(catalog, Clock.systemUTC()).read(key).content();
        } catch (LifeboatException e) {
            if (e.code().isDisbelief()) {
                return List.of(RunFindings.refused(id, key, store, e));
            }
            throw e;
        }
        return catalog.believed(id).isPresent()
                ? ended(id)
                : record.failure().map(why -> RunFindings.failed(record, why)).stream()
                        .toList();
    }

    /** A backup that stands ends what was told of it, and of those before it: they are not made up for in another way. */
    private List<Finding> ended(BackupId made) {
        List<Finding> findings = new ArrayList<>(List.of(RunFindings.workerWell(made)));
        Stream.concat(
                        Stream.of(made),
                        bell.open(Check.BACKUP).stream()
                                .flatMap(subject -> BackupId.tryParse(subject).stream())
                                .filter(id -> id.kind() == made.kind() && id.compareTo(made) < 0))
                .forEach(id -> findings.add(RunFindings.made(id, made)));
        return findings;
    }
}
