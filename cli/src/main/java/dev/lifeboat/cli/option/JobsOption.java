package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much a command does at once. */
public final class JobsOption {
    private static final int LARGEST = 128;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many tables, parts of tables or objects are worked on at once.")
    private int jobs;

    /** An option that is so many unless given. */
    public JobsOption(int otherwise) {
        jobs = otherwise;
    }

    /**
     * The number.
     *
     * @throws LifeboatException USAGE if it is not one that makes sense
     */
    public int count() {
        if (jobs < 1 || jobs > LARGEST) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "--jobs %d is not between 1 and %d: nothing was done".formatted(jobs, LARGEST),
                    "see %s --help".formatted(command == null ? "lifeboat" : command.qualifiedName()));
        }
        return jobs;
    }
}
