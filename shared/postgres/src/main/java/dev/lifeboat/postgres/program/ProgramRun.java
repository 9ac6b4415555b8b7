package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program while it runs. The caller reads its output to the end, then awaits its outcome; whoever leaves early closes
 * it, and it is killed.
 *
 * <p>It gets an environment of its own: none of the caller's variables but a few harmless ones (a worker's environment
 * holds credentials), no PG* variable but those of the command, and the C locale, so that its messages can be matched.
 */
public final class ProgramRun implements AutoCloseable {
    private static final Set<String> INHERITED = Set.of("HOME", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ");
    private static final long SECONDS_TO_END = 5;

    private final ProgramCommand command;
    private final Process process;
    private final ErrorLines errors = new ErrorLines();
    private final Thread errorReader;

    private ProgramRun(ProgramCommand command, Process process, Consumer<String> alsoErrors) {
        this.command = command;
        this.process = process;
        this.errorReader = Thread.ofVirtual()
                .name("stderr of " + command.name())
                .start(() -> readErrors(errors.andThen(alsoErrors)));
    }

    /** Starts it. */
    public static ProgramRun start(ProgramCommand command) {
        return start(command, line -> {});
    }

    /** Starts it; each line of its standard error, also those that the outcome drops, goes to the consumer. */
    public static ProgramRun start(ProgramCommand command, Consumer<String> errorLines) {
        List<String> words = new ArrayList<>();
        words.add(command.program().toString());
        words.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.put("LC_ALL", "C");
        environment.putAll(command.variables());
        try {
            return new ProgramRun(command, builder.start(), errorLines);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.PROGRAM_MISSING,
                    "%s cannot be started: %s: what it was to do is not done"
                            .formatted(command.program(), e.getMessage()),
                    "install PostgreSQL's client programs anew, or name their folder in " + ClientPrograms.VARIABLE,
                    e);
        }
    }

    /** What it writes to its standard output. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** What it reads from its standard input, until that is closed; a write fails once the program has ended. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /**
     * Waits until it has ended by itself. Its output must have been read, or it may wait for ever to write.
     *
     * @throws LifeboatException INTERRUPTED, after killing it
     */
    public ProgramOutcome await() {
        try {
            int exitCode = process.waitFor();
            errorReader.join();
            return new ProgramOutcome(command.name(), exitCode, errors.kept(), errors.dropped());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new LifeboatException(
                    ErrorCode.INTERRUPTED,
                    "interrupted while %s ran: it was ended".formatted(command.name()),
                    "repeat the command",
                    e);
        }
    }

    /** Ends it and what it started, if they still run, and waits until they have ended. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        children.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readErrors(Consumer<String> lines) {
        try {
            BoundedLines.read(process.getErrorStream(), lines);
        } catch (IOException e) {
            lines.accept("its standard error could not be read to the end: " + e.getMessage());
        }
    }
}
