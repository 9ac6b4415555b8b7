package dev.lifeboat.trigger;

import dev.lifeboat.aws.FargateTask;
import dev.lifeboat.aws.FargateWorker;
import dev.lifeboat.aws.LambdaWorker;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.schedule.BackupRequest;
import dev.lifeboat.schedule.BackupStart;
import dev.lifeboat.schedule.BackupWorker;
import dev.lifeboat.schedule.TierPolicy;
import dev.lifeboat.schedule.WorkerKind;
import dev.lifeboat.schedule.WorkerRule;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a source's backups. */
record BackupTrigger(ObjectStore store, ProtectedSource source, BackupStart starting) {
    /** As environment variables say; docs/aws.md has them all. */
    static BackupTrigger wired(Environment environment) {
        TierPolicy policy = new TierPolicy(
                environment.require("LIFEBOAT_TIME_ZONE", TierPolicy::zone),
                environment.find("LIFEBOAT_WEEKLY_DAY", TierPolicy::day).orElse(DayOfWeek.SUNDAY));
        Optional<WorkerKind> wanted =
                environment.find("LIFEBOAT_RUN_ON", WorkerRule::wanted).flatMap(kind -> kind);
        return new BackupTrigger(
                StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_").open(),
                ProtectedSource.of(environment),
                new BackupStart(policy, wanted, workers(environment), Clock.systemUTC()));
    }

    private static Map<WorkerKind, BackupWorker> workers(Environment environment) {
        Map<WorkerKind, BackupWorker> workers = new EnumMap<>(WorkerKind.class);
        environment
                .find("LIFEBOAT_WORKER_FUNCTION", text -> text)
                .ifPresent(name -> workers.put(WorkerKind.LAMBDA, LambdaWorker.open(name)));
        environment
                .find("LIFEBOAT_CLUSTER", text -> text)
                .ifPresent(name -> workers.put(WorkerKind.FARGATE, FargateWorker.open(task(environment, name))));
        return workers;
    }

    private static FargateTask task(Environment environment, String cluster) {
        return new FargateTask(
                cluster,
                environment.require("LIFEBOAT_WORKER_TASK", text -> text),
                environment.require("LIFEBOAT_SUBNETS", BackupTrigger::names),
                environment
                        .find("LIFEBOAT_SECURITY_GROUPS", BackupTrigger::names)
                        .orElse(List.of()),
                environment.flag("LIFEBOAT_PUBLIC_IP"));
    }

    private static List<String> names(String text) {
        List<String> names = List.of(text.split(",", -1));
        if (names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("'%s' has an empty name".formatted(text));
        }
        return names;
    }

    /**
     * Starts one.
     *
     * @param by this run, as the job says by whom it was asked for
     * @throws dev.lifeboat.error.LifeboatException why none is started
     */
    TriggerResult run(BackupRequest request, String by) {
        BackupId id = starting.named(request);
        FunctionRun.about(id);
        return TriggerResult.of(starting.start(source.catalog(store), id, request, by), by);
    }
}
