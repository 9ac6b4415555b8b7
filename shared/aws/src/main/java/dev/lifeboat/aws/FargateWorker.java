package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.schedule.BackupWorker;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * A worker that is a task of ECS on Fargate. ECS itself keeps the same backup from being started twice: a token made of its
 * identifier belongs to one task, for an hour after that task ended at least. A backup whose task ended without it gets a further
 * token, so that it can be repeated at once.
 */
public final class FargateWorker implements BackupWorker {
    private static final String CONTAINER = "worker";
    private static final String STOPPED = "STOPPED";

    /** More tasks for one backup within an hour mean that something is wrong with all of them. */
    private static final int MOST_TASKS = 10;

    private final EcsClient client;
    private final FargateTask task;
    private final NotStarted failure;

    private FargateWorker(EcsClient client, FargateTask task) {
        this.client = client;
        this.task = task;
        failure = new NotStarted(
                "task %s in cluster %s".formatted(task.definition(), task.cluster()),
                "ecs:RunTask on the task definition, ecs:DescribeTasks, and iam:PassRole on the task's two roles");
    }

    /**
     * Prepares to start it; asks nothing yet.
     *
     * @throws LifeboatException REGION_WRONG if nothing says which region
     */
    public static FargateWorker open(FargateTask task) {
        try {
            return new FargateWorker(
                    EcsClient.builder()
                            .httpClientBuilder(ApacheHttpClient.builder())
                            .build(),
                    task);
        } catch (SdkClientException e) {
            throw new LifeboatException(
                    ErrorCode.REGION_WRONG,
                    "ECS needs a region, and none was found: no worker is started",
                    "set AWS_REGION",
                    e);
        }
    }

    /** Starts a task with the job; what is returned as reference is its ARN. */
    @Override
    public Begun start(Job job) {
        try {
            for (int number = 1; number <= MOST_TASKS; number++) {
                Optional<Begun> begun = begin(job, number);
                if (begun.isPresent()) {
                    return begun.get();
                }
            }
        } catch (SdkException e) {
            throw failure.of(job, e);
        }
        throw failure.because(
                job,
                "for which %d tasks have ended within an hour".formatted(MOST_TASKS),
                "see why these ended, in their logs and in the records of that backup",
                null);
    }

    /** Empty if the task of that number has ended. */
    private Optional<Begun> begin(Job job, int number) {
        try {
            return of(job, client.runTask(request(job, number)));
        } catch (ConflictException e) {
            return e.resourceIds().stream().filter(this::runs).findFirst().map(arn -> new Begun(arn, true));
        }
    }

    private Optional<Begun> of(Job job, RunTaskResponse answer) {
        if (!answer.failures().isEmpty()) {
            Failure first = answer.failures().getFirst();
            throw failure.because(
                    job,
                    "ECS says %s%s"
                            .formatted(first.reason(), first.detail() == null ? "" : " (%s)".formatted(first.detail())),
                    "see the cluster and the quotas of Fargate; the same event may succeed later",
                    null);
        }
        if (answer.tasks().isEmpty()) {
            throw failure.because(job, "ECS names no task and no reason", "see the cluster's events", null);
        }
        Task started = answer.tasks().getFirst();
        return STOPPED.equals(started.lastStatus())
                ? Optional.empty()
                : Optional.of(new Begun(started.taskArn(), false));
    }

    private boolean runs(String arn) {
        return client.describeTasks(request -> request.cluster(task.cluster()).tasks(arn)).tasks().stream()
                .anyMatch(found -> !STOPPED.equals(found.lastStatus()));
    }

    private RunTaskRequest request(Job job, int number) {
        return RunTaskRequest.builder()
                .cluster(task.cluster())
                .taskDefinition(task.definition())
                .count(1)
                .launchType(LaunchType.FARGATE)
                .clientToken(token(job, number))
                .networkConfiguration(network())
                .overrides(overrides(job))
                .build();
    }

    /** Tokens are a cluster's: sources that share one must not share tokens. */
    private static String token(Job job, int number) {
        String name = "%s %s %d".formatted(job.source(), job.id(), number);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private NetworkConfiguration network() {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(vpc -> vpc.subnets(task.subnets())
                        .securityGroups(task.securityGroups())
                        .assignPublicIp(task.publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))
                .build();
    }

    private static TaskOverride overrides(Job job) {
        KeyValuePair variable =
                KeyValuePair.builder().name("LIFEBOAT_JOB").value(job.toJson()).build();
        ContainerOverride container = ContainerOverride.builder()
                .name(CONTAINER)
                .environment(variable)
                .build();
        return TaskOverride.builder().containerOverrides(container).build();
    }
}
