package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a backup is taken. */
public final class TakingOptions {
    private static final int LARGEST_SEGMENT = 1 << 20;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--omit",
            paramLabel = "WHAT",
            description =
                    "Leave out what cannot be stored, rather than fail: foreign-rows, unlogged-rows (on a standby),"
                            + " subscriptions (without a superuser). list, show and restore repeat it.")
    private List<String> omit = List.of();

    @Option(
            names = "--role-passwords",
            description = "Store the roles' password hashes as well; a superuser or a member of pg_read_all_data"
                    + " can read them.")
    private boolean rolePasswords;

    @Option(
            names = "--segment-size",
            paramLabel = "MIB",
            defaultValue = "128",
            description =
                    "Cut tables into parts of at most so many MiB, about, which are read and restored in parallel; into smaller ones where some jobs would go without.")
    private int segmentSize;

    @Option(
            names = "--lock-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for a table that another session has locked.")
    private int lockTimeout;

    /**
     * The same as a backup takes it.
     *
     * @throws LifeboatException USAGE if an option is wrong
     */
    public BackupOptions options(int jobs) {
        requireBetween("--segment-size", segmentSize, 1, LARGEST_SEGMENT);
        requireBetween("--lock-timeout", lockTimeout, 1, Integer.MAX_VALUE / 1000);
        return new BackupOptions(
                jobs, (long) segmentSize << 20, Omission.chosen(omit, rolePasswords), Duration.ofSeconds(lockTimeout));
    }

    private void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "%s %d is not between %d and %d: nothing was done".formatted(option, value, least, most),
                    "see %s --help".formatted(command == null ? "lifeboat" : command.qualifiedName()));
        }
    }
}
