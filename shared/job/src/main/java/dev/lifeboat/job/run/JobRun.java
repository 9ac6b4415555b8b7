package dev.lifeboat.job.run;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.progress.Progress;
import java.time.Clock;

/**
 * Does one job: however often, and from however many places at once, it is asked for the same backup, there is one. What came of
 * it is a signed record in the catalog before this returns or throws.
 */
public final class JobRun {
    private final JobSettings settings;
    private final Clock clock;

    public JobRun(JobSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Of which jobs are done. */
    public SourceName source() {
        return settings.source();
    }

    /**
     * Does the job.
     *
     * @param stop ends it before it is done: then it fails, unless another run of the same backup is at work
     * @throws LifeboatException why there is no backup. It is recorded unless the job is for another source, or the catalog or the
     *     signing key cannot be had, or its message says that it could not be
     */
    public JobOutcome run(Job job, Stop stop, Progress progress) {
        requireOwn(job, settings);
        Catalog catalog = settings.catalog().get();
        SigningKey signing = settings.signing().get();
        return new RunningJob(job, settings, catalog, signing, stop, new RunProgress(progress), clock).run();
    }

    /**
     * Makes sure that a job is one for these settings.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is for another source, or asks for what this version cannot do
     */
    public static void requireDoable(Job job, JobSettings settings) {
        requireOwn(job, settings);
        requireFull(job);
    }

    private static void requireOwn(Job job, JobSettings settings) {
        if (!job.source().equals(settings.source())) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the job is for source %s, and this worker backs up source %s: nothing was done"
                            .formatted(job.source(), settings.source()),
                    "see who sends it, and to which worker");
        }
    }

    static void requireFull(Job job) {
        if (job.kind() != BackupKind.FULL) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the job asks for an incremental backup, and this version takes full ones only: no backup was made",
                    "let the schedule ask for full ones");
        }
    }
}
