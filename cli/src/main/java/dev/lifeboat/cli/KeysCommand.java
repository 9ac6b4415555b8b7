package dev.lifeboat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "keys",
        description = "See and change who is trusted, and look after private keys.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeysShowCommand.class,
            KeysCheckCommand.class,
            KeysAddCommand.class,
            KeysAddRecipientCommand.class,
            KeysRetireCommand.class,
            KeysRewrapCommand.class,
            KeysPaperCommand.class,
            KeysUnpaperCommand.class
        },
        footer = {"", "A command's options: lifeboat help keys COMMAND"})
final class KeysCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    boolean help() {
        return help;
    }
}
