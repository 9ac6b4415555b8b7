package dev.lifeboat.cli;

import dev.lifeboat.cli.option.Prompt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;

/** The real program, run inside the test: with {@link ProbeCommand} besides its own commands. */
final class Program {
    private final Map<String, String> environment = new HashMap<>();
    private final Interruption interruption = new Interruption();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private OutputStream into = out;
    private InputStream in = InputStream.nullInputStream();
    private boolean terminal;
    private Path etc = Path.of("/nonexistent");
    private Prompt prompt = new TerminalPrompt(interruption);

    /** What a shell sees of one run. */
    record Run(int exitCode, String out, String err) {}

    static Program lifeboat() {
        return new Program();
    }

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Program writingTo(OutputStream stream) {
        into = stream;
        return this;
    }

    Program reading(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Program writingToATerminal() {
        terminal = true;
        return this;
    }

    Program answering(String... answers) {
        var left = java.util.List.of(answers).iterator();
        prompt = question -> left.next().toCharArray();
        return this;
    }

    /** Puts a configuration file where the system's is. */
    Program configured(Path folder, String... lines) {
        try {
            Path file = folder.resolve("lifeboat/lifeboat.conf");
            Files.createDirectories(file.getParent());
            Files.write(file, java.util.List.of(lines));
            etc = folder;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells a run in another thread to stop, as a signal does; gives what is left, or empty if it was over before. */
    Optional<String> stop() {
        return interruption.stop();
    }

    Run run(String... arguments) {
        Surroundings around = new Surroundings(
                environment,
                in,
                into,
                terminal,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                OptionalInt.empty(),
                etc,
                prompt,
                interruption);
        CommandLine program = new CommandLine(new Lifeboat()).addSubcommand(new ProbeCommand());
        int exitCode = new Cli(around, program).run(arguments);
        interruption.commandEnded();
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
