package dev.lifeboat.job.run;

import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.postgres.backup.DatabaseBackup;
import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.record.BackupRun;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunStage;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.ExpiryWarning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One job at work. */
final class RunningJob {
    private static final String APPLICATION = "lifeboat run";

    private final Job job;
    private final JobSettings settings;
    private final Catalog catalog;
    private final SigningKey signing;
    private final Stop stop;
    private final RunProgress progress;
    private final Clock clock;
    private final Instant started;
    private final OutcomeRecords records;
    private final Warnings warnings = new Warnings();

    RunningJob(
            Job job,
            JobSettings settings,
            Catalog catalog,
            SigningKey signing,
            Stop stop,
            RunProgress progress,
            Clock clock) {
        this.job = job;
        this.settings = settings;
        this.catalog = catalog;
        this.signing = signing;
        this.stop = stop;
        this.progress = progress;
        this.clock = clock;
        started = clock.instant();
        records = new OutcomeRecords(catalog, clock);
    }

    JobOutcome run() {
        Supplier<JobOutcome> recording;
        try {
            JobRun.requireFull(job);
            recording = backup();
        } catch (RuntimeException | OutOfMemoryError e) {
            recording = ended(e);
        }
        return recording.get(); // what fails from here on is no failure of the backup
    }

    private Supplier<JobOutcome> backup() {
        ExpiryWarning.of(catalog.trust(), started).forEach(warnings);
        Optional<PrivateKeys> names = settings.names().get();
        ClientPrograms programs = settings.programs().get();
        DatabaseAddress given = settings.address().apply(warnings);
        DatabaseBackup backup = new DatabaseBackup(catalog, programs, signing, names, settings.options(), warnings);
        progress.connecting();
        try (Connector connector = new Connector(APPLICATION);
                Stop.Registration _ = stop.closes(Thread.currentThread()::interrupt);
                Stop.Registration _ = stop.closes(connector)) {
            DatabaseAddress address = Connections.settle(given, APPLICATION);
            DatabaseBackup.Wanted wanted = new DatabaseBackup.Wanted(job.id(), job.tiers(), settings.writer());
            return switch (backup.run(address, connector, wanted, progress, progress)) {
                case BackupOutcome.Made made -> () -> made(made.manifest(), address.database());
                case BackupOutcome.MadeBefore before -> () -> madeBefore(before.manifest());
            };
        }
    }

    private JobOutcome made(Manifest manifest, String database) {
        return new JobOutcome.Made(manifest, database, recordMade(), warnings.all());
    }

    /** Whoever made it may have been cut off before it could say so. */
    private JobOutcome madeBefore(Manifest manifest) {
        boolean said = orUnrecorded(() -> records.sayMade(job.id()));
        Optional<ObjectKey> record = said ? Optional.empty() : Optional.of(recordMade());
        return new JobOutcome.MadeBefore(manifest, record, warnings.all());
    }

    private ObjectKey recordMade() {
        return orUnrecorded(() -> records.made(facts(), catalog.read(job.id()), signing, settings.writer()));
    }

    /** That a backup stands is what ends the alerts about it, so that a run which cannot say so has to be told of. */
    private <T> T orUnrecorded(Supplier<T> work) {
        try {
            return Uninterrupted.get(work);
        } catch (LifeboatException e) {
            throw new LifeboatException(
                    e.code(),
                    "backup %s stands, and that could not be recorded: %s".formatted(job.id(), e.getMessage()),
                    "repeat the job: it finds the backup, and records it",
                    e);
        }
    }

    private BackupRun facts() {
        return new BackupRun(job.id(), started, settings.where(), job.request(), progress.done());
    }

    /** What follows from a failure: none at all if the manifest was written, or if somebody else is about to write it. */
    private Supplier<JobOutcome> ended(Throwable failure) {
        Optional<Manifest> written = writtenAllTheSame(failure);
        if (written.isPresent()) {
            return () -> madeBefore(written.get());
        }
        Optional<Stop.Reason> reason = stop.reason();
        if (reason.isPresent() && progress.stage() == RunStage.WAITING) {
            return () -> new JobOutcome.UnderWay(job.id(), warnings.all());
        }
        RunFailure explained = new RunFailure(progress.stage(), progress.done(), took());
        throw recorded(reason.map(why -> explained.stopped(why, failure)).orElseGet(() -> explained.of(failure)));
    }

    private Duration took() {
        return Duration.between(started, clock.instant());
    }

    /** A store may have taken the manifest though it did not answer, or the run may have been stopped just after that. */
    private Optional<Manifest> writtenAllTheSame(Throwable failure) {
        boolean uncertain = failure instanceof LifeboatException known
                && known.code().category() == Category.UNAVAILABLE
                && known.code() != ErrorCode.DEADLINE_PASSED;
        if (!uncertain || progress.stage() != RunStage.COMMITTING) {
            return Optional.empty();
        }
        try {
            return Uninterrupted.get(() -> catalog.find(job.id()).map(manifest -> manifest.content()));
        } catch (LifeboatException e) {
            return Optional.empty(); // the failure itself says that it is not certain
        }
    }

    private LifeboatException recorded(LifeboatException why) {
        try {
            Uninterrupted.get(() -> records.failed(facts(), why.code(), progress.stage(), signing, settings.writer()));
            return why;
        } catch (RuntimeException e) {
            LifeboatException unwritten = new RunFailure(progress.stage(), progress.done(), took()).of(e);
            return new LifeboatException(
                    why.code(),
                    "%s; and that could not be recorded in the catalog: %s"
                            .formatted(why.getMessage(), unwritten.getMessage()),
                    why.hint(),
                    why);
        }
    }
}
