package dev.lifeboat.cli;

import dev.lifeboat.cli.option.DatabaseOption;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.present.Durations;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.selftest.Scratch;
import dev.lifeboat.postgres.selftest.SelfTest;
import dev.lifeboat.postgres.selftest.SelfTestOptions;
import dev.lifeboat.postgres.selftest.SelfTestReport;
import dev.lifeboat.postgres.sql.Connector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "selftest",
        description = {
            "Find out whether Lifeboat would give this database back.",
            "Backs it up into a temporary folder, verifies that, restores it into a new database on the same server,",
            "and compares rows, sequences and definitions, the database's own settings among them. The database is only read. What the test makes, it takes away again;",
            "it needs room for the database once more on the server, and for the compressed backup in the folder."
        })
final class SelftestCommand extends Subcommand {
    private static final String APPLICATION = "lifeboat selftest";
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    private static final long SEGMENT_BYTES = 128L << 20;

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Option(
            names = "--maintenance-database",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "Database of the same server to connect to while the other is made and dropped.")
    private String maintenance = "postgres";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the temporary store is made; the system's folder for temporary files, unless given.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--omit",
            paramLabel = "WHAT",
            description = "Leave out what cannot be stored, as with lifeboat backup.")
    private List<String> omit = List.of();

    @Mixin
    private JobsOption jobs = new JobsOption(2);

    @Option(
            names = "--no-owner",
            description = "Neither restore nor compare owners, which takes a role that may become each of them.")
    private boolean noOwner;

    @Option(names = "--no-privileges", description = "Neither restore nor compare privileges.")
    private boolean noPrivileges;

    /**
     * What came of it.
     *
     * @param identical whether everything came back as it was
     * @param notCompared what the command was told to leave out
     */
    record Tested(
            String database, boolean identical, List<Step> steps, List<LeftOut> omitted, List<String> notCompared) {
        static Tested of(SelfTestReport report, List<String> notCompared) {
            return new Tested(
                    report.database(),
                    report.failure().isEmpty(),
                    report.steps().stream().map(Step::of).toList(),
                    LeftOut.of(report.omitted()),
                    notCompared);
        }
    }

    /** One step, and how long it took. */
    record Step(String step, boolean passed, String result, double seconds) {
        static Step of(SelfTestReport.Done done) {
            return new Step(
                    done.step().text(),
                    done.passed(),
                    done.result(),
                    done.took().toMillis() / 1000.0);
        }
    }

    @Override
    Result run(Session session) {
        int atOnce = jobs.count();
        requireFolder();
        BackupOptions options = new BackupOptions(atOnce, SEGMENT_BYTES, Omission.chosen(omit, false), LOCK_TIMEOUT);
        ClientPrograms programs = ClientPrograms.find(session.environment());
        DatabaseAddress address =
                Connections.settle(database.address(session.environment(), session.output()::message), APPLICATION);
        Interruption interruption = session.interruption();
        try (Connector connector = new Connector(APPLICATION);
                Scratch scratch = Scratch.create(address, address.withDatabase(maintenance), folder);
                Interruption.Registration _ = interruption.register(connector)) {
            interruption.leaves(() -> left(scratch));
            SelfTestOptions how = new SelfTestOptions(options, !noOwner, !noPrivileges);
            SelfTest test = new SelfTest(scratch, programs, connector, how, step -> {});
            SelfTestReport report = test.run(session.progress());
            if (interruption.hasBegun()) {
                throw Failures.interrupted(left(scratch)); // which steps failed says nothing of the database
            }
            return present(report, notCompared());
        }
    }

    private static String left(Scratch scratch) {
        return scratch.isGone()
                ? "the test did not come to its end; nothing of it is left"
                : "the test did not come to its end; look for database \"%s\" and folder %s, and remove them"
                        .formatted(scratch.database().database(), scratch.folder());
    }

    private List<String> notCompared() {
        return Stream.of(noOwner ? "owners" : "", noPrivileges ? "privileges" : "")
                .filter(what -> !what.isEmpty())
                .toList();
    }

    private void requireFolder() {
        if (!Files.isDirectory(folder)) {
            throw new LifeboatException(
                    ErrorCode.FILE_UNUSABLE,
                    "--folder %s is no folder: nothing was tested".formatted(folder),
                    "name one on a disk with room for the compressed backup");
        }
    }

    private static Result present(SelfTestReport report, List<String> notCompared) {
        TextTable table = new TextTable("step", "result", ">took");
        report.steps().forEach(done -> table.row(done.step().text(), done.result(), Durations.text(done.took())));
        StringBuilder text = new StringBuilder().append(table).append('\n');
        Tested tested = Tested.of(report, notCompared);
        tested.omitted().forEach(what -> text.append("not in the backup: %s%n".formatted(what.text())));
        notCompared.forEach(what -> text.append("not compared: %s%n".formatted(what)));
        text.append(
                tested.identical()
                        ? "Database %s came back identical: rows, sequences, large objects and definitions.%n"
                                .formatted(report.database())
                        : "Database %s did NOT come back identical.%n".formatted(report.database()));
        Result result = Result.of(text.toString(), tested);
        return report.failure().map(result::failed).orElse(result);
    }
}
