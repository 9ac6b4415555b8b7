package dev.lifeboat.job.run;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.record.BackupRun.Done;
import dev.lifeboat.record.RunStage;
import java.time.Duration;

/** Says why a run made no backup, and how far it came. */
record RunFailure(RunStage stage, Done done, Duration took) {
    private static final long MEBIBYTE = 1 << 20;

    /** Of a run that was ended before it was done. */
    LifeboatException stopped(Stop.Reason reason, Throwable cause) {
        return switch (reason) {
            case TIME ->
                new LifeboatException(
                        ErrorCode.DEADLINE_PASSED,
                        "the time for this run was over after %d s, %s: no manifest was written, so there is no backup"
                                .formatted(took.toSeconds(), howFar()),
                        moreTime(),
                        cause);
            case TOLD ->
                new LifeboatException(
                        ErrorCode.INTERRUPTED,
                        "the run was told to stop after %d s, %s: no manifest was written, so there is no backup"
                                .formatted(took.toSeconds(), howFar()),
                        "repeat the job when it suits",
                        cause);
        };
    }

    private boolean copied() {
        return stage.compareTo(RunStage.COPYING) >= 0;
    }

    private String howFar() {
        return copied()
                ? "with %,d tables or parts of tables copied, %,d rows, %,d of about %,d bytes"
                        .formatted(done.segments(), done.rows(), done.bytes(), done.expectedBytes())
                : "before any row was copied (%s)".formatted(stage.text());
    }

    private String moreTime() {
        return copied()
                ? "run it on Fargate, which has no limit of 15 minutes (parameter RunOn), or give the function more memory,"
                        + " and with it more processors (parameter WorkerMemory)"
                : "see the network between worker, database and store, and what locks the tables; then repeat the job";
    }

    /** Of a run that failed by itself. Another exception's own message is not repeated: nobody knows what is in it. */
    LifeboatException of(Throwable failure) {
        return switch (failure) {
            case LifeboatException known -> known;
            case OutOfMemoryError e ->
                new LifeboatException(
                        ErrorCode.INTERNAL,
                        "the heap of %d MiB is used up: no backup was made"
                                .formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE),
                        "give the function or the task more memory, and report this",
                        e);
            default ->
                new LifeboatException(
                        ErrorCode.INTERNAL,
                        "%s was not expected: this is a defect in Lifeboat"
                                .formatted(failure.getClass().getSimpleName()),
                        "report it, with the log of the run",
                        failure);
        };
    }
}
