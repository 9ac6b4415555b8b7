package dev.lifeboat.lambda;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.job.Job;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A worker's task that ended, as ECS tells of it through EventBridge.
 *
 * @param cluster its name
 * @param task its identifier
 * @param stopCode why, in one word of ECS's; may be empty
 * @param stoppedReason the same in a sentence of ECS's; may be empty
 * @param containerReason the same of the worker's container, such as {@code OutOfMemoryError: ...}; may be empty
 * @param ofWorker whether one of its containers is a worker's
 * @param exitCode of the worker's program; empty if it never ran
 * @param asked what it was to do
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">Amazon ECS task state change
 *     events</a>
 */
public record StoppedTask(
        String cluster,
        String task,
        String stopCode,
        String stoppedReason,
        String containerReason,
        boolean ofWorker,
        Optional<Integer> exitCode,
        String asked,
        Optional<Job> job) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task/([A-Za-z0-9_-]+)/([a-f0-9]+)");
    private static final String CONTAINER = "worker";
    private static final String JOB = "LIFEBOAT_JOB";

    /** Whether an event is one of ECS's about tasks. */
    public static boolean is(@Nullable Map<String, Object> event) {
        Fields fields = new Fields(event);
        return fields.has("source", "aws.ecs") && fields.has("detail-type", "ECS Task State Change");
    }

    /**
     * Reads the event.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it names no task, or one that has not stopped
     */
    public static StoppedTask of(Map<String, Object> event) {
        Fields detail = new Fields(event).at("detail");
        Matcher arn = ARN.matcher(detail.text("taskArn").orElse(""));
        if (!arn.matches() || !detail.has("lastStatus", "STOPPED")) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an event tells of a task that has not stopped, or not of which: nobody was told",
                    "let the rule that starts this function match lastStatus STOPPED; docs/aws.md has its pattern");
        }
        Optional<Fields> worker = worker(detail);
        Fields container = worker.orElse(new Fields(null));
        Asked asked = job(detail);
        return new StoppedTask(
                String.valueOf(arn.group(1)),
                String.valueOf(arn.group(2)),
                OneLine.of(detail.text("stopCode").orElse("")),
                OneLine.of(detail.text("stoppedReason").orElse("")),
                OneLine.of(container.text("reason").orElse("")),
                worker.isPresent(),
                container.number("exitCode"),
                asked.text(),
                asked.job());
    }

    private static Optional<Fields> worker(Fields detail) {
        return detail.elements("containers").stream()
                .filter(container -> container.has("name", CONTAINER))
                .findFirst();
    }

    private static Asked job(Fields detail) {
        return detail.at("overrides").elements("containerOverrides").stream()
                .flatMap(override -> override.elements("environment").stream())
                .filter(variable -> variable.has("name", JOB))
                .flatMap(variable -> variable.text("value").stream())
                .findFirst()
                .map(Asked::job)
                .orElse(Asked.unknown("a job that the event does not tell"));
    }

    /** Whether nobody has to look: its program ended well. Who stops another knows, but perhaps nobody else does. */
    public boolean isExpected() {
        return exitCode.equals(Optional.of(0));
    }

    /** The same for people. */
    public Finding finding() {
        String how = exitCode.map(code -> "its program ended with code " + code).orElse("its program never ran");
        return new Finding(
                Check.WORKER,
                "",
                State.FAILED,
                "task %s in cluster %s (%s) stopped, %s: %s%s"
                        .formatted(
                                task,
                                cluster,
                                asked,
                                how,
                                stoppedReason.isEmpty() ? stopCode : stoppedReason,
                                containerReason.isEmpty() ? "" : "; " + containerReason),
                "a program that ends with code 0",
                "that backup was not made, and is not tried again by itself",
                "aws ecs describe-tasks --cluster %s --tasks %s".formatted(cluster, task));
    }
}
