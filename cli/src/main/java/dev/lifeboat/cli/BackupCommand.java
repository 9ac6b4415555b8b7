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
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Definitions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.backup.TakeBackup;
import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.program.ProgramChoice;
import dev.lifeboat.postgres.sql.Connector;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final int LARGEST_SEGMENT = 1 << 20;

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
            description = "Cut tables into parts of about so many MiB, which are read and restored in parallel.")
    private int segmentSize;

    @Option(
            names = "--lock-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for a table that another session has locked.")
    private int lockTimeout;

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
        BackupOptions options = options();
        Instant now = Instant.now();
        BackupId id = new BackupId(scheduled(now), BackupKind.FULL);
        Catalog opened = catalog.open();
        Passphrases passphrases = passphrase.passphrases(session.environment(), session.prompt());
        SigningKey key = signing.open(passphrases, now).orElseThrow(BackupCommand::noSigningKey);
        Optional<PrivateKeys> names = catalogKey.open(passphrases);
        List<String> warnings = new ArrayList<>(ExpiryWarning.of(opened.trust(), now));
        ClientPrograms programs = ClientPrograms.find(session.environment());
        DatabaseAddress address =
                Connections.settle(database.address(session.environment(), session.output()::message), APPLICATION);
        Interruption interruption = session.interruption();
        try (Connector connector = new Connector(APPLICATION);
                Interruption.Registration _ = interruption.register(connector)) {
            interruption.leaves(BackupWatch.NOTHING_MADE);
            TakeBackup backup = new TakeBackup(
                    opened,
                    connector.to(address),
                    server -> definitions(programs, server, address, warnings),
                    key,
                    options,
                    Clock.systemUTC());
            BackupWatch watch = new BackupWatch(opened, id, interruption);
            return watch.over(() -> {
                BackupOutcome outcome = backup.run(id, List.of(Tier.MANUAL), writer(), session.progress(), watch);
                switch (outcome) {
                    case BackupOutcome.Made made ->
                        names.flatMap(given -> SourceDatabase.change(opened, made.manifest(), given))
                                .ifPresent(warnings::add);
                    case BackupOutcome.MadeBefore before ->
                        requireSameDatabase(opened, before, names, address.database(), warnings);
                }
                return present(outcome, address.database(), warnings);
            });
        } finally {
            warnings.forEach(warning -> session.output().message("warning: " + warning));
        }
    }

    /** Two databases of one source may have been backed up for the same instant, and only one of them was. */
    private static void requireSameDatabase(
            Catalog catalog,
            BackupOutcome.MadeBefore before,
            Optional<PrivateKeys> names,
            String database,
            List<String> warnings) {
        BackupId id = before.manifest().id();
        if (names.isEmpty()) {
            warnings.add(
                    "backup %s was made by another run, and whether of this database was not looked at: --catalog-key FILE tells"
                            .formatted(id));
            return;
        }
        String other = SourceDatabase.of(catalog, catalog.read(id), names.get()).name();
        if (!other.equals(database)) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_EXISTS,
                    "backup %s was made before, and is of database \"%s\": database \"%s\" was not backed up"
                            .formatted(id, other, database),
                    "make a source for each database: lifeboat init");
        }
    }

    private BackupOptions options() {
        requireBetween("--segment-size", segmentSize, 1, LARGEST_SEGMENT);
        requireBetween("--lock-timeout", lockTimeout, 1, Integer.MAX_VALUE / 1000);
        return new BackupOptions(
                jobs.count(),
                (long) segmentSize << 20,
                omissions(omit, rolePasswords),
                Duration.ofSeconds(lockTimeout));
    }

    private static void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "%s %d is not between %d and %d: nothing was done".formatted(option, value, least, most),
                    "see lifeboat backup --help");
        }
    }

    /** What is left out: what options name, and the roles' passwords unless they were asked for. */
    static Set<Omission> omissions(List<String> named, boolean rolePasswords) {
        Set<Omission> omissions = EnumSet.noneOf(Omission.class);
        named.forEach(name -> omissions.add(Omission.of(name).orElseThrow(() -> unknownOmission(name))));
        if (!rolePasswords) {
            omissions.add(Omission.ROLE_PASSWORDS);
        }
        return omissions;
    }

    private static LifeboatException unknownOmission(String name) {
        return new LifeboatException(
                ErrorCode.USAGE,
                "--omit '%s' names nothing that may be left out: nothing was done".formatted(name),
                "one of: "
                        + Arrays.stream(Omission.values())
                                .filter(omission -> omission != Omission.ROLE_PASSWORDS)
                                .map(Omission::option)
                                .collect(Collectors.joining(", ")));
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

    private static LifeboatException noSigningKey() {
        return new LifeboatException(
                ErrorCode.USAGE,
                "'lifeboat backup' needs --signing-key: nothing was done",
                "give --signing-key FILE or set LIFEBOAT_SIGNING_KEY: backup.secret.asc, which init made");
    }

    private static Definitions definitions(
            ClientPrograms programs, ServerFacts server, DatabaseAddress address, List<String> warnings) {
        ProgramChoice choice = programs.forServer(server.major());
        if (!choice.exact()) {
            warnings.add(
                    "pg_dump %s is newer than the server (%d): the schema may not restore into a server as old as that one; install postgresql-client-%d"
                            .formatted(choice.programs().version(), server.major(), server.major()));
        }
        return new ProgramDefinitions(choice, address, server.encoding());
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
