package dev.lifeboat.schedule;

import dev.lifeboat.job.Job;

/** Starts jobs in one place. */
@FunctionalInterface
public interface BackupWorker {
    /**
     * That a job was started.
     *
     * @param reference by what it is found there, such as a task's ARN
     * @param earlier whether it was started before, and still runs, so that this time nothing was
     */
    record Begun(String reference, boolean earlier) {}

    /**
     * Starts a job, and does not wait for its end. The same job may be started twice; then the worker sees to it that one backup
     * results.
     *
     * @throws dev.lifeboat.error.LifeboatException WORKER_NOT_STARTED if that failed
     */
    Begun start(Job job);
}
