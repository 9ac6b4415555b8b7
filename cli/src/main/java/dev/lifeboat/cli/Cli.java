package dev.lifeboat.cli;

import dev.lifeboat.cli.option.GeneralOptions;
import dev.lifeboat.cli.present.Output;
import dev.lifeboat.cli.present.PlainProgress;
import dev.lifeboat.cli.present.ReaderGone;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.TerminalProgress;
import dev.lifeboat.cli.settings.ConfigurationFile;
import dev.lifeboat.cli.settings.Secrets;
import dev.lifeboat.cli.settings.Settings;
import dev.lifeboat.cli.settings.SettingsModel;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** One run of the program, from its arguments to its exit code. */
public final class Cli {
    private static final int HELP_WIDTH = 100;
    private static final int HELP_OPTIONS_WIDTH = 28;

    private final Surroundings around;
    private final CommandLine program;

    private Settings settings;
    private GeneralOptions general = new GeneralOptions();

    public Cli(Surroundings around) {
        this(around, new CommandLine(new Lifeboat()));
    }

    Cli(Surroundings around, CommandLine program) {
        this.around = around;
        this.program = prepared(program);
        this.settings = new Settings(around.environment(), ConfigurationFile.none());
    }

    /** Adds to each option's help how else it is set, and whatever else no command should have to care about. */
    @SuppressWarnings(
            "deprecation") // it says that few programs want quotes to mean nothing; names of tables may hold any
    static CommandLine prepared(CommandLine program) {
        SettingsModel.apply(program.getCommandSpec());
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setSplitQuotedStrings(true)
                .setUsageHelpLongOptionsMaxWidth(HELP_OPTIONS_WIDTH)
                .setUsageHelpWidth(HELP_WIDTH);
    }

    /** Runs the command that the arguments name, once; whatever happens becomes an exit code. */
    public int run(String... arguments) {
        CommandLine command = named(arguments);
        try {
            configure(arguments);
            ParseResult parsed = program.parseArgs(arguments);
            command = deepest(parsed).commandSpec().commandLine();
            return run(command, parsed);
        } catch (CommandLine.ParameterException e) {
            return fail(e.getCommandLine(), UsageErrors.explain(e, settings));
        } catch (ReaderGone e) {
            return ReaderGone.EXIT_CODE;
        } catch (Throwable e) {
            return fail(command, e);
        }
    }

    /** The command that the first words name, before anything is parsed: errors until then name it as well. */
    private CommandLine named(String... arguments) {
        CommandLine command = program;
        for (String word : arguments) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                return command;
            }
            command = next;
        }
        return command;
    }

    /** Prepares for parsing what parsing depends on; help has to work whatever the configuration holds. */
    private void configure(String... arguments) {
        general = FirstLook.at(arguments, settings);
        Secrets.refuseIn(List.of(arguments));
        if (!general.help()) {
            settings = new Settings(
                    around.environment(), ConfigurationFile.find(general.config(), around.environment(), around.etc()));
            settings.check(program.getCommandSpec());
            general = FirstLook.at(arguments, settings);
            program.setDefaultValueProvider(settings);
        }
    }

    private static ParseResult deepest(ParseResult parsed) {
        return parsed.hasSubcommand() ? deepest(parsed.subcommand()) : parsed;
    }

    private int run(CommandLine command, ParseResult parsed) throws Exception {
        if (deepest(parsed).isUsageHelpRequested()) {
            return present(command, HelpCommand.of(command));
        }
        if (parsed.isVersionHelpRequested()) {
            return present(command, VersionCommand.brief());
        }
        if (command.getCommand() instanceof Subcommand subcommand) {
            general = subcommand.general();
            try (Interruption.Registration _ = around.interruption().interruptsThisThread()) {
                return present(command, subcommand.run(session(output(command))));
            }
        }
        output(command).message(command.getUsageMessage());
        return ErrorCode.USAGE.category().exitCode();
    }

    private int present(CommandLine command, Result result) {
        int exitCode = result.failure().map(Cli::exitCode).orElse(0);
        if (exitCode != 0 && around.interruption().hasBegun()) {
            return exitCode; // what was found may be the interruption's doing
        }
        around.interruption().leaves(result.done().orElse("the command had finished"));
        try {
            output(command).result(result);
        } catch (LifeboatException unwritten) {
            throw Failures.unwritten(unwritten, result);
        }
        return exitCode;
    }

    private int fail(CommandLine command, Throwable thrown) {
        LifeboatException failure = Failures.explain(thrown);
        if (around.interruption().hasBegun()) {
            return exitCode(failure); // the failure is that it was interrupted, and that is said elsewhere
        }
        if (general.debug()) {
            thrown.printStackTrace(around.err());
        }
        try {
            output(command).failure(failure);
        } catch (LifeboatException | ReaderGone e) {
            output(command).message(failure.toText());
        }
        return exitCode(failure);
    }

    private static int exitCode(LifeboatException failure) {
        return failure.code().category().exitCode();
    }

    private Session session(Output output) {
        return new Session(
                around.environment(),
                around.in(),
                output,
                around.outIsTerminal(),
                progress(output),
                around.prompt(),
                around.interruption());
    }

    private Output output(CommandLine command) {
        String path = command.getCommandSpec().qualifiedName(" ");
        return new Output(around.out(), around.err(), general.output(), path.substring(path.indexOf(' ') + 1));
    }

    private Progress progress(Output output) {
        if (general.quiet()) {
            return Progress.none();
        }
        return around.columns().isPresent()
                ? new TerminalProgress(around.err(), around.columns().getAsInt())
                : new PlainProgress(output::message, System::nanoTime);
    }
}
