package dev.lifeboat.cli;

import dev.lifeboat.cli.present.Result;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Show the version; with --verbose, also of Java and the system.")
final class VersionCommand extends Subcommand {
    @Override
    Result run(Session session) {
        Version version = Version.current();
        return general().verbose() ? Result.of(version.verboseText(), version) : brief();
    }

    /** What {@code --version} shows too. */
    static Result brief() {
        Version version = Version.current();
        return Result.of(version.text(), version);
    }
}
