package dev.lifeboat.schedule;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.record.OutcomeRecord;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the last run of a kind went.
 *
 * @param took how long the last backup took, by its manifest; empty if there is none
 * @param outOfTime whether a run since then ended on Lambda because its time did
 */
public record LastRun(Optional<Duration> took, boolean outOfTime) {
    /** Reads manifests from the newest on until one of that kind can be believed, and the last record of a failure since. */
    static LastRun of(BackupKind kind, Catalog catalog) {
        Optional<Manifest> last = catalog.ids().reversed().stream()
                .filter(id -> id.kind() == kind)
                .flatMap(id -> catalog.believed(id).stream())
                .filter(backup -> !Catalog.isPassedOver(backup))
                .findFirst()
                .map(backup -> backup.content());
        return new LastRun(
                last.map(backup -> Duration.between(backup.started(), backup.finished())),
                lastFailure(kind, last.map(Manifest::id), catalog)
                        .filter(LastRun::isOutOfTime)
                        .isPresent());
    }

    private static boolean isOutOfTime(OutcomeRecord record) {
        return record.where() == RunPlace.LAMBDA
                && record.failure()
                        .filter(why -> why.code().equals(ErrorCode.DEADLINE_PASSED.id()))
                        .isPresent();
    }

    private static Optional<OutcomeRecord> lastFailure(BackupKind kind, Optional<BackupId> since, Catalog catalog) {
        try (Stream<ObjectStatus> objects =
                catalog.store().list(catalog.layout().recordsPrefix())) {
            return objects.map(ObjectStatus::key)
                    .filter(key -> key.name().startsWith("failed-") && OutcomeRecords.isOutcome(key))
                    .filter(key -> backup(key)
                            .filter(id -> id.kind() == kind)
                            .filter(id -> since.isEmpty() || id.compareTo(since.get()) > 0)
                            .isPresent())
                    .max(Comparator.comparing(ObjectKey::value))
                    .flatMap(key -> read(key, catalog));
        }
    }

    private static Optional<BackupId> backup(ObjectKey key) {
        String[] names = key.value().split("/", -1);
        return BackupId.tryParse(names[names.length - 2]);
    }

    /** What must not be believed decides nothing. */
    private static Optional<OutcomeRecord> read(ObjectKey key, Catalog catalog) {
        try {
            return Optional.of(
                    new OutcomeRecords(catalog, Clock.systemUTC()).read(key).content());
        } catch (LifeboatException e) {
            if (e.code().isDisbelief()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
