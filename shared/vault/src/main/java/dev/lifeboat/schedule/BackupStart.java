package dev.lifeboat.schedule;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Starts a worker for a backup that is wanted, unless that backup is there. It takes no lock: of two that are started at once, the
 * worker lets one be made.
 *
 * @param workers those that there are
 */
public record BackupStart(
        TierPolicy policy, Optional<WorkerKind> wanted, Map<WorkerKind, BackupWorker> workers, Clock clock) {
    /** A backup that starts later would hold rows of another day than its name says. */
    private static final Duration LATEST = Duration.ofHours(24);

    /** Clocks differ a little. */
    private static final Duration EARLIEST = Duration.ofMinutes(10);

    /** @throws LifeboatException CONFIGURATION_INVALID as {@link WorkerRule} */
    public BackupStart {
        workers = Map.copyOf(workers);
        new WorkerRule(wanted, workers.keySet());
    }

    /** The backup that is asked for: of the instant that it names, or of now. */
    public BackupId named(BackupRequest request) {
        return new BackupId(
                request.scheduled().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS)), request.kind());
    }

    /**
     * Starts it.
     *
     * @param id as {@link #named} says
     * @param by goes unread into the job and its run's record
     * @throws LifeboatException INSTANT_UNSUITABLE if it was scheduled for another time, WORKER_NOT_STARTED, or why the catalog
     *     cannot be read or the backup that is there must not be believed
     */
    public StartOutcome start(Catalog catalog, BackupId id, BackupRequest request, String by) {
        Instant now = clock.instant();
        var standing = catalog.find(id);
        if (standing.isPresent()) {
            return new StartOutcome.There(id, standing.get().content().tiers());
        }
        requireDue(id, now);
        List<Tier> tiers = tiers(id, request);
        WorkerChoice choice =
                new WorkerRule(wanted, workers.keySet()).choose(id.kind(), LastRun.of(id.kind(), catalog));
        Job job = Job.backup(catalog.trust().source(), id.kind(), id.scheduled(), tiers, by);
        BackupWorker worker = Objects.requireNonNull(workers.get(choice.kind()));
        return new StartOutcome.Started(id, tiers, choice, worker.start(job));
    }

    private List<Tier> tiers(BackupId id, BackupRequest request) {
        if (!request.tiers().isEmpty()) {
            return request.tiers();
        }
        return request.scheduled().isPresent() ? policy.of(id) : List.of(Tier.MANUAL);
    }

    private static void requireDue(BackupId id, Instant now) {
        if (id.scheduled().isBefore(now.minus(LATEST))) {
            throw new LifeboatException(
                    ErrorCode.INSTANT_UNSUITABLE,
                    "backup %s was scheduled more than 24 h ago, and it is %s: it is not started, for it would not hold what was then"
                            .formatted(id, now.truncatedTo(ChronoUnit.SECONDS)),
                    "take one of now, without an instant; see why the schedule's event came so late");
        }
        if (id.scheduled().isAfter(now.plus(EARLIEST))) {
            throw new LifeboatException(
                    ErrorCode.INSTANT_UNSUITABLE,
                    "backup %s is scheduled for later, and it is %s: it is not started"
                            .formatted(id, now.truncatedTo(ChronoUnit.SECONDS)),
                    "start it when it is due, or take one of now, without an instant");
        }
    }
}
