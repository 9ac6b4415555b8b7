package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.cli.option.CatalogKeyOption;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.DatabaseOption;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.SigningKeyOption;
import dev.lifeboat.cli.option.TakingOptions;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.DatabaseBackup;
import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.trust.ExpiryWarning;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backup",
        description = {
            "Take a complete, encrypted and signed backup of a PostgreSQL database.",
            "Needs no key that opens backups. There is one backup of one instant, however often it is asked for."
        })
final class BackupCommand extends Subcommand {
    private static final String APPLICATION = "lifeboat backup";
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private SigningKeyOption signing = new SigningKeyOption();

    @Mixin
    private CatalogKeyOption catalogKey = new CatalogKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = {
                "The instant that the backup is named by, in whole seconds, such as 2026-11-22T02:00:00Z.",
                "Now, unless given; a schedule gives its own, so that repeating it makes no second backup."
            })
    private @Nullable String at;

    @Mixin
    private JobsOption jobs = new JobsOption(2);

    @Mixin
    private TakingOptions taking = new TakingOptions();

    /**
     * What came of it.
     *
     * @param outcome {@code made}, or {@code made before} by another run
     * @param database that was read; empty if none was
     * @param warnings what somebody should look after, though the backup is complete
     */
    record Taken(String outcome, BackupSummary backup, Optional<String> database, List<String> warnings) {}

    @Override
    Result run(Session session) {
        BackupOptions options = taking.options(jobs.count());
        Instant now = Instant.now();
        BackupId id = new BackupId(scheduled(now), BackupKind.FULL);
        Catalog opened = catalog.open();
        Passphrases passphrases = passphrase.passphrases(session.environment(), session.prompt());
        SigningKey key = signing.open(passphrases, now).orElseThrow(() -> SigningKeyOption.missing(APPLICATION));
        Optional<PrivateKeys> names = catalogKey.open(passphrases);
        List<String> warnings = new ArrayList<>(ExpiryWarning.of(opened.trust(), now));
        ClientPrograms programs = ClientPrograms.find(session.environment());
        DatabaseAddress address =
                Connections.settle(database.address(session.environment(), session.output()::message), APPLICATION);
        Interruption interruption = session.interruption();
        try (Connector connector = new Connector(APPLICATION);
                Interruption.Registration _ = interruption.register(connector)) {
            interruption.leaves(BackupWatch.NOTHING_MADE);
            DatabaseBackup backup = new DatabaseBackup(opened, programs, key, names, options, warnings::add);
            DatabaseBackup.Wanted wanted = new DatabaseBackup.Wanted(id, List.of(Tier.MANUAL), writer());
            BackupWatch watch = new BackupWatch(opened, id, interruption);
            return watch.over(() -> present(
                    backup.run(address, connector, wanted, session.progress(), watch), address.database(), warnings));
        } finally {
            warnings.forEach(warning -> session.output().message("warning: " + warning));
        }
    }

    private Instant scheduled(Instant now) {
        if (at == null) {
            return now.truncatedTo(ChronoUnit.SECONDS);
        }
        Instant instant = instant(at);
        if (!instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))) {
            throw wrongInstant(at, "an instant in whole seconds", null);
        }
        if (instant.isBefore(FIRST) || !instant.isBefore(LAST)) {
            throw wrongInstant(at, "in the years 2000 to 9999", null);
        }
        if (instant.isAfter(now.plus(Catalog.AHEAD))) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "--at '%s' is more than 24 hours ahead: latest would never choose that backup, so none was made"
                            .formatted(at),
                    "correct --at, or this machine's clock");
        }
        return instant;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrongInstant(text, "an instant in whole seconds", e);
        }
    }

    private static LifeboatException wrongInstant(String at, String expected, @Nullable Exception cause) {
        return new LifeboatException(
                ErrorCode.USAGE,
                "--at '%s' is not %s: nothing was done".formatted(at, expected),
                "write it in UTC as in 2026-11-22T02:00:00Z",
                cause);
    }

    private static String writer() {
        return "lifeboat " + Version.current().version();
    }

    private static Result present(BackupOutcome outcome, String database, List<String> warnings) {
        BackupSummary summary = BackupSummary.of(outcome.manifest());
        return switch (outcome) {
            case BackupOutcome.Made made ->
                Result.of(
                                "Backup %s is made.%n%s"
                                        .formatted(summary.id(), summary.facts().add("database", database)),
                                new Taken("made", summary, Optional.of(database), List.copyOf(warnings)))
                        .done("backup %s is made".formatted(summary.id()));
            case BackupOutcome.MadeBefore before ->
                Result.of(
                                "Backup %s was made before, by another run; this one made none.%n%s"
                                        .formatted(summary.id(), summary.facts()),
                                new Taken("made before", summary, Optional.empty(), List.copyOf(warnings)))
                        .done("backup %s was made before".formatted(summary.id()));
        };
    }
}
