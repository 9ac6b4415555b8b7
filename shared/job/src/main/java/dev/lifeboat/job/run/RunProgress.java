package dev.lifeboat.job.run;

import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.BackupRun.Done;
import dev.lifeboat.record.RunStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Counts what a run does, and passes it on to whoever shows it. Safe for many threads. */
final class RunProgress implements Progress, BackupStep.Listener {
    private final Progress shown;
    private final AtomicReference<RunStage> stage = new AtomicReference<>(RunStage.PREPARING);
    private final AtomicLong segments = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong expectedBytes = new AtomicLong();

    RunProgress(Progress shown) {
        this.shown = shown;
    }

    RunStage stage() {
        return stage.get();
    }

    Done done() {
        return new Done(segments.get(), rows.get(), bytes.get(), expectedBytes.get());
    }

    void connecting() {
        stage.set(RunStage.CONNECTING);
    }

    @Override
    public void waiting() {
        stage.set(RunStage.WAITING);
    }

    @Override
    public void reached(BackupStep step) {
        RunStage reached = switch (step) {
            case LISTED, LOCKED, SNAPSHOT_TAKEN -> RunStage.LOCKING;
            case INVENTORIED, COPYING, SCHEMA_STORED -> RunStage.COPYING;
            case ROWS_STORED -> RunStage.CHECKING;
            case CHECKED -> RunStage.COMMITTING;
        };
        stage.set(reached);
    }

    @Override
    public Step start(String what, long totalBytes) {
        expectedBytes.addAndGet(totalBytes);
        return new Counting(shown.start(what, totalBytes));
    }

    private final class Counting implements Step {
        private final Step step;

        Counting(Step step) {
            this.step = step;
        }

        @Override
        public void advance(long moreBytes, long moreRows) {
            segments.incrementAndGet();
            bytes.addAndGet(moreBytes);
            rows.addAndGet(moreRows);
            step.advance(moreBytes, moreRows);
        }

        @Override
        public void close() {
            step.close();
        }
    }
}
