package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.job.Job;
import dev.lifeboat.job.run.JobOutcome;
import dev.lifeboat.store.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * What came of a job.
 *
 * @param outcome {@code made}, {@code made before} by another run, or {@code under way} in another run
 * @param job the identifier of the backup that it asked for
 * @param backup none if it is under way
 * @param record where this run recorded the outcome; none if it was recorded before
 */
record RunSummary(
        String outcome,
        BackupId job,
        String request,
        Optional<BackupSummary> backup,
        Optional<ObjectKey> record,
        List<String> warnings) {
    static Result result(Job job, JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Made made ->
                done("made", "is made.", job, made.manifest(), Optional.of(made.record()), made.warnings())
                        .done("backup %s is made".formatted(job.id()));
            case JobOutcome.MadeBefore before ->
                done(
                                "made before",
                                "was made before, by another run; this one made none.",
                                job,
                                before.manifest(),
                                before.record(),
                                before.warnings())
                        .done("backup %s was made before".formatted(job.id()));
            case JobOutcome.UnderWay other ->
                Result.of(
                        "Backup %s is being made by another run; this one made none.%n".formatted(other.backup()),
                        new RunSummary(
                                "under way",
                                other.backup(),
                                job.request(),
                                Optional.empty(),
                                Optional.empty(),
                                other.warnings()));
        };
    }

    private static Result done(
            String outcome,
            String sentence,
            Job job,
            Manifest manifest,
            Optional<ObjectKey> record,
            List<String> warnings) {
        BackupSummary summary = BackupSummary.of(manifest);
        Facts facts = summary.facts();
        record.ifPresent(key -> facts.add("recorded as", key));
        return Result.of(
                "Backup %s %s%n%s".formatted(job.id(), sentence, facts),
                new RunSummary(outcome, job.id(), job.request(), Optional.of(summary), record, warnings));
    }
}
