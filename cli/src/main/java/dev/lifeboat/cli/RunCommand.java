package dev.lifeboat.cli;

import dev.lifeboat.cli.option.CatalogKeyOption;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.DatabaseOption;
import dev.lifeboat.cli.option.JobOption;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.SecretOptions;
import dev.lifeboat.cli.option.SigningKeyOption;
import dev.lifeboat.cli.option.TakingOptions;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.job.run.JobOutcome;
import dev.lifeboat.job.run.JobRun;
import dev.lifeboat.job.run.JobSettings;
import dev.lifeboat.job.run.Stop;
import dev.lifeboat.job.run.Warnings;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.record.RunPlace;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Do a job, as the function postgres-worker does: take the backup that it asks for, and record what came of it.",
            "However often the same job is run, there is one backup. docs/aws.md describes jobs."
        })
final class RunCommand extends Subcommand {
    /** What Amazon ECS sets in each container of a task. */
    private static final String OF_ECS = "ECS_CONTAINER_METADATA_URI_V4";

    @Mixin
    private JobOption job = new JobOption();

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private SigningKeyOption signing = new SigningKeyOption();

    @Mixin
    private CatalogKeyOption catalogKey = new CatalogKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Mixin
    private SecretOptions secrets = new SecretOptions();

    @Mixin
    private JobsOption jobs = new JobsOption(2);

    @Mixin
    private TakingOptions taking = new TakingOptions();

    @Option(names = "--dry-run", description = "Say what would be done; reads keys and catalog, and not the database.")
    private boolean dryRun;

    @Override
    Result run(Session session) {
        Job wanted = job.read(session.in());
        JobSettings settings = settings(session);
        return dryRun ? RunPlan.of(wanted, settings, Instant.now()).result() : run(wanted, settings, session);
    }

    private static Result run(Job wanted, JobSettings settings, Session session) {
        Interruption interruption = session.interruption();
        Stop stop = new Stop();
        try (Interruption.Registration _ = interruption.register(() -> stop.now(Stop.Reason.TOLD))) {
            interruption.leaves("lifeboat list says whether there is a backup");
            JobOutcome outcome = new JobRun(settings, Clock.systemUTC()).run(wanted, stop, session.progress());
            outcome.warnings().forEach(warning -> session.output().message("warning: " + warning));
            return RunSummary.result(wanted, outcome);
        } catch (LifeboatException e) {
            if (interruption.hasBegun()) {
                interruption.leaves(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private JobSettings settings(Session session) {
        Map<String, String> environment = session.environment();
        Passphrases passphrases = passphrase.passphrases(environment, session.prompt());
        return new JobSettings(
                catalog.source(),
                catalog::open,
                () -> secrets.signingKey()
                        .or(() -> signing.open(passphrases, Instant.now()))
                        .orElseThrow(() -> SigningKeyOption.missing("lifeboat run")),
                () -> secrets.catalogKey().or(() -> catalogKey.open(passphrases)),
                (Warnings warnings) -> secrets.database(database.uri(), environment, warnings)
                        .orElseGet(() -> database.address(environment, warnings)),
                () -> ClientPrograms.find(environment),
                taking.options(jobs.count()),
                environment.containsKey(OF_ECS) ? RunPlace.FARGATE : RunPlace.ELSEWHERE,
                "lifeboat " + Version.current().version());
    }
}
