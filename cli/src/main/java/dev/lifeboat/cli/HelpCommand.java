package dev.lifeboat.cli;

import dev.lifeboat.cli.present.Result;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show what a command does and what its options are.")
final class HelpCommand extends Subcommand {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command; none for the list of all.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    Result run(Session session) {
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw UsageErrors.unknownCommand(name, command.getCommandSpec());
            }
            command = next;
        }
        return of(command);
    }

    /** A command's help, as its own {@code --help} gives it too. */
    static Result of(CommandLine command) {
        String usage = command.getUsageMessage();
        return Result.of(usage, Map.of("help", usage));
    }
}
