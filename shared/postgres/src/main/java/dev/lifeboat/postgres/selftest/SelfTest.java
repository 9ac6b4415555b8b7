package dev.lifeboat.postgres.selftest;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.OmittedEntry;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.backup.TakeBackup;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.postgres.restore.RestoreTarget;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerificationReport;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Backs a database up into a temporary store, restores it beside itself, and compares the two. It only reads the database;
 * rows leave it encrypted to a key that is kept in memory alone.
 */
public final class SelfTest {
    private final Scratch scratch;
    private final ClientPrograms programs;
    private final Connector connector;
    private final SelfTestOptions options;
    private final Consumer<SelfTestStep> before;
    private final List<SelfTestReport.Done> steps = new ArrayList<>();
    private int major;

    /** @param before is told of each step before it is made */
    public SelfTest(
            Scratch scratch,
            ClientPrograms programs,
            Connector connector,
            SelfTestOptions options,
            Consumer<SelfTestStep> before) {
        this.scratch = scratch;
        this.programs = programs;
        this.connector = connector;
        this.options = options;
        this.before = before;
    }

    /** Makes all steps, the next only where one passed, and cleans up whatever happens. */
    public SelfTestReport run(Progress progress) {
        List<OmittedEntry> omitted = List.of();
        Optional<LifeboatException> failure = Optional.empty();
        try {
            omitted = restored(progress).omitted();
        } catch (LifeboatException e) {
            failure = Optional.of(e);
        } finally {
            failure = first(failure, cleanUp());
        }
        return new SelfTestReport(scratch.source().database(), steps, omitted, failure);
    }

    private static Optional<LifeboatException> first(
            Optional<LifeboatException> failure, Optional<LifeboatException> later) {
        failure.ifPresent(earlier -> later.ifPresent(earlier::addSuppressed));
        return failure.or(() -> later);
    }

    private RestoreReport restored(Progress progress) {
        Catalog catalog = scratch.catalog();
        Manifest manifest = step(SelfTestStep.BACKUP, () -> backup(catalog, progress), SelfTest::described);
        step(
                SelfTestStep.VERIFICATION,
                () -> verify(catalog, manifest, progress),
                report -> "every row is what was backed up");
        RestoreReport report = step(
                SelfTestStep.RESTORE,
                () -> restore(catalog, manifest, progress),
                each -> "%d rows came back, each proven".formatted(each.rows()));
        step(SelfTestStep.DEFINITIONS, () -> compare(catalog, manifest), same -> "the same as in the source");
        return report;
    }

    private Optional<LifeboatException> cleanUp() {
        try {
            step(SelfTestStep.CLEAN_UP, this::close, closed -> "nothing is left");
            return Optional.empty();
        } catch (LifeboatException e) {
            return Optional.of(e);
        }
    }

    private Scratch close() {
        scratch.close();
        return scratch;
    }

    private static String described(Manifest manifest) {
        return "%d rows of %d tables"
                .formatted(manifest.totals().rows(), manifest.totals().tables());
    }

    private <T> T step(SelfTestStep step, Supplier<T> action, Function<T, String> result) {
        Instant started = Instant.now();
        try {
            before.accept(step);
            T made = action.get();
            done(step, true, result.apply(made), started);
            return made;
        } catch (RuntimeException e) {
            LifeboatException failure = known(e, step);
            done(step, false, "FAILED: " + failure.code().id() + left(step), started);
            throw failure;
        }
    }

    /** Whatever happens in a step is in the report. */
    private static LifeboatException known(RuntimeException failure, SelfTestStep step) {
        return failure instanceof LifeboatException known
                ? known
                : new LifeboatException(
                        ErrorCode.INTERNAL,
                        "%s was not expected in the step %s: this is a defect in Lifeboat"
                                .formatted(failure.getClass().getSimpleName(), step.text()),
                        "repeat the command with --debug, and report what it prints",
                        failure);
    }

    /** The error of an earlier step is the one that is shown, so this one says what may be left. */
    private String left(SelfTestStep step) {
        return step == SelfTestStep.CLEAN_UP
                ? ", look for database \"%s\" and folder %s"
                        .formatted(scratch.database().database(), scratch.folder())
                : "";
    }

    private void done(SelfTestStep step, boolean passed, String result, Instant started) {
        steps.add(new SelfTestReport.Done(step, passed, result, Duration.between(started, Instant.now())));
    }

    private Manifest backup(Catalog catalog, Progress progress) {
        BackupId id = new BackupId(Instant.now().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        return new TakeBackup(
                        catalog,
                        connector.to(scratch.source()),
                        server -> {
                            major = server.major();
                            return new ProgramDefinitions(
                                    programs.forServer(server.major()), scratch.source(), server.encoding());
                        },
                        scratch.signing(),
                        options.backup(),
                        Clock.systemUTC())
                .run(id, List.of(Tier.MANUAL), "lifeboat selftest", progress, BackupStep.Listener.NONE)
                .manifest();
    }

    private VerificationReport verify(Catalog catalog, Manifest manifest, Progress progress) {
        PrivateKeys keys = scratch.keys();
        VerificationReport report = new VerifyBackup(catalog, options.backup().jobs())
                .run(catalog.read(manifest.id()), Depth.CONTENT, Optional.of(keys), progress);
        report.failure().ifPresent(SelfTest::fail);
        return report;
    }

    /** A restored subscription would take the replication slot of the original, so none is. */
    private RestoreReport restore(Catalog catalog, Manifest manifest, Progress progress) {
        RestoreTarget target = new RestoreTarget(
                scratch.database(),
                scratch.maintenance(),
                programs,
                true,
                address -> connector.to(address, scratch.applicationName()));
        RestoreOptions how = new RestoreOptions(
                options.backup().jobs(),
                Selection.EVERYTHING,
                options.owners(),
                options.privileges(),
                false,
                true,
                false);
        RestoreSource source = RestoreSource.open(catalog, catalog.read(manifest.id()), scratch.keys());
        RestoreReport report = PostgresRestore.prepare(source, target, how).restore(progress);
        report.failure().ifPresent(SelfTest::fail);
        return report;
    }

    private BackupIndex compare(Catalog catalog, Manifest manifest) {
        BackupIndex index =
                BackupIndex.read(catalog.store(), catalog.secrets(catalog.read(manifest.id()), scratch.keys()));
        new Comparison(scratch, connector, programs.forServer(major).programs(), options).require(index.sequences());
        return index;
    }

    private static void fail(LifeboatException failure) {
        throw failure;
    }
}
