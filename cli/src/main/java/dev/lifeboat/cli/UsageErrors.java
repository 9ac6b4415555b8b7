package dev.lifeboat.cli;

import dev.lifeboat.cli.option.OwnerOption;
import dev.lifeboat.cli.settings.Setting;
import dev.lifeboat.cli.settings.SettingName;
import dev.lifeboat.cli.settings.Settings;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.Nearest;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in the project's own words what picocli found wrong with a command line. */
final class UsageErrors {
    private UsageErrors() {}

    static LifeboatException explain(ParameterException e, Settings settings) {
        if (e.getCause() instanceof LifeboatException explained) {
            return explained;
        }
        CommandSpec command = e.getCommandLine().getCommandSpec();
        Optional<String> unknown = unknownOption(e);
        if (unknown.isPresent()) {
            return unmatched(unknown.get(), true, command);
        }
        return switch (e) {
            case UnmatchedArgumentException unmatched ->
                unmatched(unmatched.getUnmatched().getFirst(), unmatched.isUnknownOption(), command);
            case MissingParameterException missing
            when !missing.getMissing().isEmpty() -> missing(missing.getMissing().getFirst(), command);
            case OverwrittenOptionException twice ->
                usage("%s is given more than once".formatted(name(twice.getOverwritten())), "give it once");
            default -> invalid(e, command, settings);
        };
    }

    /** Whoever mistypes an option mostly gave what seems to be missing. */
    private static Optional<String> unknownOption(ParameterException e) {
        return e instanceof MissingParameterException
                ? e.getCommandLine().getUnmatchedArguments().stream()
                        .filter(word -> word.startsWith("-"))
                        .findFirst()
                : Optional.empty();
    }

    private static LifeboatException unmatched(String word, boolean option, CommandSpec command) {
        if (option) {
            String name = word.split("=", 2)[0];
            return usage(
                    "option %s is not known to '%s'".formatted(name, command.qualifiedName()),
                    suggestion(name, command.optionsMap().keySet(), command));
        }
        if (!command.subcommands().isEmpty()) {
            return unknownCommand(word, command);
        }
        return usage("'%s' takes no argument '%s'".formatted(command.qualifiedName(), word), "see " + help(command));
    }

    static LifeboatException unknownCommand(String word, CommandSpec parent) {
        return usage(
                "command '%s' is not known".formatted(word),
                suggestion(word, parent.subcommands().keySet(), parent));
    }

    private static LifeboatException missing(ArgSpec argument, CommandSpec command) {
        if (argument instanceof OptionSpec option) {
            return usage(
                    "'%s' needs %s".formatted(command.qualifiedName(), option.longestName()),
                    SettingName.of(option)
                            .map(name -> "give %s %s, or set %s, or write '%s = ...' into the configuration file%s"
                                    .formatted(
                                            option.longestName(),
                                            option.paramLabel(),
                                            name.environment(),
                                            name.key(),
                                            option.longestName().equals(OwnerOption.NAME)
                                                    ? "; " + OwnerOption.WHERE
                                                    : ""))
                            .orElseGet(() -> "see " + help(command)));
        }
        return usage("'%s' needs %s".formatted(command.qualifiedName(), argument.paramLabel()), "see " + help(command));
    }

    private static LifeboatException invalid(ParameterException e, CommandSpec command, Settings settings) {
        String message = String.valueOf(e.getMessage());
        Optional<Setting> setting = Optional.ofNullable(e.getArgSpec())
                .filter(argument -> !command.commandLine().getParseResult().hasMatchedOption(name(argument)))
                .flatMap(settings::find);
        return usage(
                message.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + message.substring(1),
                setting.map(found -> "it is set by " + found.origin()).orElseGet(() -> "see " + help(command)));
    }

    private static String suggestion(String word, Collection<String> candidates, CommandSpec command) {
        return Nearest.to(word, candidates)
                .map(nearest -> "did you mean %s? otherwise see %s".formatted(nearest, help(command)))
                .orElseGet(() -> "see " + help(command));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String help(CommandSpec command) {
        return command.qualifiedName() + " --help";
    }

    private static LifeboatException usage(String message, String hint) {
        return new LifeboatException(ErrorCode.USAGE, message + ": nothing was done", hint);
    }
}
