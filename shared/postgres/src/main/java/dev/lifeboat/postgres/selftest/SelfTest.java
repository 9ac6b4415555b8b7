package dev.lifeboat.postgres.selftest;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.OmittedEntry;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.backup.TakeBackup;
import dev.lifeboat.postgres.connect.DatabaseAddress;
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
    private final BackupOptions options;
    private final Consumer<SelfTestStep> before;
    private final List<SelfTestReport.Done> steps = new ArrayList<>();
    private int major;

    /** @param before is told of each step before it is made */
    public SelfTest(
            Scratch scratch,
            ClientPrograms programs,
            Connector connector,
            BackupOptions options,
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
            Optional<LifeboatException> left = cleanUp();
            failure = failure.isPresent() ? failure : left;
        }
        return new SelfTestReport(scratch.source().database(), steps, omitted, failure);
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
        step(SelfTestStep.DEFINITIONS, this::compare, same -> "the same as in the source");
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
        } catch (LifeboatException e) {
            done(step, false, "FAILED: " + e.code().id(), started);
            throw e;
        }
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
                        options,
                        Clock.systemUTC())
                .run(id, List.of(Tier.MANUAL), "lifeboat selftest", progress, BackupStep.Listener.NONE)
                .manifest();
    }

    private VerificationReport verify(Catalog catalog, Manifest manifest, Progress progress) {
        PrivateKeys keys = scratch.keys();
        VerificationReport report = new VerifyBackup(catalog, options.jobs())
                .run(catalog.read(manifest.id()), Depth.CONTENT, Optional.of(keys), progress);
        report.failure().ifPresent(SelfTest::fail);
        return report;
    }

    /** A restored subscription would take the replication slot of the original, so none is. */
    private RestoreReport restore(Catalog catalog, Manifest manifest, Progress progress) {
        RestoreTarget target =
                new RestoreTarget(scratch.database(), scratch.maintenance(), programs, true, connector::to);
        RestoreOptions how = new RestoreOptions(options.jobs(), Selection.EVERYTHING, true, true, false, true, false);
        RestoreSource source = RestoreSource.open(catalog, catalog.read(manifest.id()), scratch.keys());
        RestoreReport report = PostgresRestore.prepare(source, target, how).restore(progress);
        report.failure().ifPresent(SelfTest::fail);
        return report;
    }

    private DatabaseAddress compare() {
        new SameDefinitions(programs.forServer(major).programs()).require(scratch.source(), scratch.database());
        return scratch.database();
    }

    private static void fail(LifeboatException failure) {
        throw failure;
    }
}
