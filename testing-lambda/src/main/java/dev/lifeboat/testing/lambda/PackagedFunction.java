package dev.lifeboat.testing.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A function that runs from its package as it does in Lambda, in a process of its own:
 *
 * <pre>{@code
 * try (PackagedFunction function = PackagedFunction.start(jar, "dev.lifeboat.x.XHandler", Map.of("NAME", "value"))) {
 *     String result = function.result(event);
 * }
 * }</pre>
 *
 * <p>Its process serves one event after another, so a second event finds what the first one left in memory. What it asks of the
 * AWS of the tests is written down in {@code target/aws-calls}, where the deployment's tests compare it with what its role may do.
 */
public final class PackagedFunction implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** What a function is configured to take at most, unless a test says otherwise: as long as Lambda allows. */
    private static final Duration TIME_LIMIT = Duration.ofMinutes(15);

    private final RuntimeApi api;
    private final AutoCloseable task;
    private final CallRecord calls;
    private final Path log;
    private final Process process;

    private PackagedFunction(
            RuntimeApi api,
            List<String> command,
            Path folder,
            AutoCloseable task,
            String handler,
            Map<String, String> environment) {
        this.api = api;
        this.task = task;
        calls = new CallRecord(handler, environment);
        try {
            log = Files.createTempFile("lifeboat-function-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = LambdaProcess.start(command, folder, handler, api.address(), calls.environment(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /**
     * Starts it.
     *
     * @param packaged the jar that is deployed: classes at its root, what they need in its folder {@code lib}
     * @param handler the name of the handler's class
     * @param environment its variables; none are taken over from this process
     */
    public static PackagedFunction start(Path packaged, String handler, Map<String, String> environment) {
        return start(packaged, handler, environment, TIME_LIMIT);
    }

    /**
     * The same of a function that is configured to take no longer than this, as its context tells it; nothing ends it then.
     */
    public static PackagedFunction start(
            Path packaged, String handler, Map<String, String> environment, Duration limit) {
        TaskFolder task = new TaskFolder(packaged);
        List<String> command = LambdaProcess.command(handler);
        return new PackagedFunction(new RuntimeApi(limit), command, task.path(), task, handler, environment);
    }

    /**
     * Starts an image's entry command, which finds Lambda by the environment as Lambda sets it.
     *
     * @param folder in which it runs; it stays
     */
    public static PackagedFunction startImage(
            List<String> command, Path folder, String handler, Map<String, String> environment) {
        return new PackagedFunction(new RuntimeApi(TIME_LIMIT), command, folder, () -> {}, handler, environment);
    }

    /** Ends its process as a cut-off does, without a word; an event that it has fails then. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Gives it an event and waits for what becomes of it. */
    public Invocation invoke(String event) {
        CompletableFuture<Object> ended = CompletableFuture.anyOf(
                api.send(event), api.notBegun(), process.onExit().thenApply(this::exit));
        try {
            return (Invocation) ended.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the function did not end; it wrote:\n" + log(), e);
        }
    }

    /** The JSON that it returns of an event; fails where it fails. */
    public String result(String event) {
        return switch (invoke(event)) {
            case Invocation.Returned returned -> returned.json();
            case Invocation.Failed failed -> throw new AssertionError("%s; it wrote:%n%s".formatted(failed, log()));
        };
    }

    /** How it fails at an event; fails where it does not. */
    public Invocation.Failed failure(String event) {
        return switch (invoke(event)) {
            case Invocation.Failed failed -> failed;
            case Invocation.Returned returned -> throw new AssertionError("it did not fail: " + returned);
        };
    }

    private Invocation exit(Process ended) {
        return new Invocation.Failed(
                "Runtime.ExitError", "the process ended with code %d".formatted(ended.exitValue()));
    }

    /** What it has written until now. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        api.close();
        calls.close();
        try {
            task.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        log.toFile().delete();
    }
}
