package dev.lifeboat.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * One call of a program that is not ours: {@code gpg}, {@code zstd}, {@code psql}, {@code jq}.
 *
 * <p>It runs in the C locale and without the {@code PG...} variables of whoever runs the tests. Arguments should be
 * ASCII: what becomes of other characters depends on the locale in which Java was started.
 */
public final class Program {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final List<String> command;
    private final Map<String, String> environment;
    private final InputStreamSource input;
    private final Optional<Path> folder;
    private final Duration limit;

    private Program(
            List<String> command,
            Map<String, String> environment,
            InputStreamSource input,
            Optional<Path> folder,
            Duration limit) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.folder = folder;
        this.limit = limit;
    }

    /** A program found on the PATH, or named by its path; it may take 2 minutes. */
    public static Program named(String name, String... arguments) {
        return new Program(
                        List.of(name), Map.of(), InputStream::nullInputStream, Optional.empty(), Duration.ofMinutes(2))
                .with(arguments);
    }

    /** A program by its path. */
    public static Program at(Path path, String... arguments) {
        return named(path.toString(), arguments);
    }

    /**
     * A program found on the PATH, or the test is skipped.
     *
     * @throws TestAbortedException if there is no such program
     */
    public static Program required(String name, String... arguments) {
        if (find(name).isEmpty()) {
            throw new TestAbortedException("%s is not on the PATH: install it to run this test".formatted(name));
        }
        return named(name, arguments);
    }

    /** Where a program lies on the PATH. */
    public static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The same call with more arguments at its end. */
    public Program with(String... arguments) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(arguments));
        return new Program(longer, environment, input, folder, limit);
    }

    /** The same call with an environment variable set. */
    public Program env(String name, String value) {
        return env(Map.of(name, value));
    }

    /** The same call with environment variables set. */
    public Program env(Map<String, String> variables) {
        Map<String, String> more = new HashMap<>(environment);
        more.putAll(variables);
        return new Program(command, more, input, folder, limit);
    }

    /** The same call, given these bytes on its standard input; without this the input is empty. */
    public Program input(byte[] bytes) {
        return new Program(command, environment, () -> new ByteArrayInputStream(bytes), folder, limit);
    }

    /** The same call, given this text as UTF-8 on its standard input. */
    public Program input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same call, given a file's content on its standard input. */
    public Program input(Path file) {
        return new Program(command, environment, () -> Files.newInputStream(file), folder, limit);
    }

    /** The same call in another working folder. */
    public Program in(Path workingFolder) {
        return new Program(command, environment, input, Optional.of(workingFolder), limit);
    }

    /** The same call with another time limit. */
    public Program within(Duration timeLimit) {
        return new Program(command, environment, input, folder, timeLimit);
    }

    /** Program and arguments, as they would be typed without quoting. */
    @Override
    public String toString() {
        return String.join(" ", command);
    }

    /**
     * Runs the program to its end, whatever its exit code.
     *
     * @throws IllegalStateException if it exceeds its time limit; it has then been killed
     * @throws UncheckedIOException if it cannot be started
     */
    public Result run() {
        try {
            Process process = start();
            CompletableFuture<byte[]> output = reading(process.getInputStream());
            CompletableFuture<byte[]> errors = reading(process.getErrorStream());
            CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process.getOutputStream()), THREADS);
            if (!process.waitFor(limit)) {
                process.destroyForcibly();
                throw new IllegalStateException("%s took longer than %s".formatted(this, limit));
            }
            Result result = new Result(
                    toString(),
                    process.exitValue(),
                    output.get(limit.toSeconds(), TimeUnit.SECONDS),
                    new String(errors.get(limit.toSeconds(), TimeUnit.SECONDS), StandardCharsets.UTF_8));
            fed.get(limit.toSeconds(), TimeUnit.SECONDS);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while %s ran".formatted(this), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the output of %s could not be read to its end".formatted(this), e);
        }
    }

    /**
     * Runs the program, which must succeed.
     *
     * @throws AssertionError with what it wrote to its standard error, if its exit code is not 0
     */
    public Result succeed() {
        Result result = run();
        if (result.exitCode() != 0) {
            throw new AssertionError(result.toString());
        }
        return result;
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        folder.ifPresent(path -> builder.directory(path.toFile()));
        return builder.start();
    }

    private void feed(OutputStream pipe) {
        try (InputStream bytes = input.open();
                pipe) {
            bytes.transferTo(pipe);
        } catch (IOException _) {
            // the program has ended without reading all of its input; its exit code tells whether that was right
        }
    }

    private static CompletableFuture<byte[]> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                THREADS);
    }

    @FunctionalInterface
    private interface InputStreamSource {
        InputStream open() throws IOException;
    }

    /** How a program ended and what it wrote. */
    public static final class Result {
        private final String command;
        private final int exitCode;
        private final byte[] output;
        private final String errors;

        private Result(String command, int exitCode, byte[] output, String errors) {
            this.command = command;
            this.exitCode = exitCode;
            this.output = output;
            this.errors = errors;
        }

        public int exitCode() {
            return exitCode;
        }

        /** Its standard output. */
        public byte[] output() {
            return output.clone();
        }

        /** Its standard output, as UTF-8. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** The lines of its standard output, as UTF-8. */
        public List<String> lines() {
            return text().lines().toList();
        }

        /** Its standard error. */
        public String errors() {
            return errors;
        }

        @Override
        public String toString() {
            return "%s: exit code %d%n%s".formatted(command, exitCode, errors);
        }
    }
}
