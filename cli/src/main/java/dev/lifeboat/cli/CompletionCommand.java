package dev.lifeboat.cli;

import dev.lifeboat.cli.present.Result;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Write a script that lets the shell complete commands and options.",
        footer = {"", "In ~/.bashrc or ~/.zshrc:  source <(lifeboat completion bash)"})
final class CompletionCommand extends Subcommand {
    /** Shells that completion can be written for; one script serves both. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    Result run(Session session) {
        CommandLine program = spec.root().commandLine();
        String script = AutoComplete.bash(program.getCommandName(), program);
        return Result.of(script, Map.of("shell", shell.name().toLowerCase(java.util.Locale.ROOT), "script", script));
    }
}
