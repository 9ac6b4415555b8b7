package dev.lifeboat.worker;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.job.Job;
import dev.lifeboat.job.run.JobOutcome;
import dev.lifeboat.store.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * What came of a job, as the function returns it.
 *
 * @param outcome {@code made}, {@code made before} by another run, or {@code under way} in another run
 * @param totals of the backup; none if it is under way
 * @param record where the outcome is recorded; none if it was recorded before, or is under way
 * @param warnings what somebody should look after, though the job is done
 */
public record WorkerResult(
        String outcome,
        BackupId backup,
        String request,
        Optional<Manifest.Totals> totals,
        Optional<ObjectKey> record,
        List<String> warnings) {
    static WorkerResult of(Job job, JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Made made ->
                done("made", job, made.manifest(), Optional.of(made.record()), made.warnings());
            case JobOutcome.MadeBefore before ->
                done("made before", job, before.manifest(), before.record(), before.warnings());
            case JobOutcome.UnderWay other ->
                new WorkerResult(
                        "under way",
                        other.backup(),
                        job.request(),
                        Optional.empty(),
                        Optional.empty(),
                        other.warnings());
        };
    }

    private static WorkerResult done(
            String outcome, Job job, Manifest manifest, Optional<ObjectKey> record, List<String> warnings) {
        return new WorkerResult(
                outcome, manifest.id(), job.request(), Optional.of(manifest.totals()), record, warnings);
    }
}
