package dev.lifeboat.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code lifeboat}. */
@Command(
        name = "lifeboat",
        description = "Backs up PostgreSQL, and proves that what it stored can be restored.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RunCommand.class,
            StatusCommand.class,
            ListCommand.class,
            ShowCommand.class,
            VerifyCommand.class,
            SelftestCommand.class,
            CopyCommand.class,
            TidyCommand.class,
            RestoreCommand.class,
            ExportCommand.class,
            VersionCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {"", "A command's options: lifeboat help COMMAND", "Exit codes and errors: docs/cli.md"})
public final class Lifeboat {
    public static void main(String[] arguments) {
        run(new CommandLine(new Lifeboat()), arguments);
    }

    /** Runs a program in this process's own surroundings, and ends the process. */
    static void run(CommandLine program, String[] arguments) {
        Interruption interruption = new Interruption();
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                System.getenv(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                Boolean.getBoolean("lifeboat.terminal"),
                err,
                columns(),
                Path.of("/etc"),
                new TerminalPrompt(interruption),
                interruption);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(interruption, err)));
        int exitCode = new Cli(surroundings, program).run(arguments);
        interruption.commandEnded();
        System.exit(exitCode);
    }

    /** The virtual machine then exits with 128 and the signal's number, as a shell expects. */
    private static void stop(Interruption interruption, PrintStream err) {
        interruption
                .stop()
                .ifPresent(left -> err.println(Failures.interrupted(left).toText()));
    }

    /** The launcher says whether there is a terminal, and how wide: Java sees only whether input and output both are one. */
    private static OptionalInt columns() {
        int columns = Integer.getInteger("lifeboat.columns", 0);
        return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    }
}
