package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.DatabaseOption;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.RecordOptions;
import dev.lifeboat.cli.option.Recording;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.ProofOfRestore;
import dev.lifeboat.postgres.restore.Remains;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.postgres.restore.RestoreTarget;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.trust.SignedDocument;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Restore a backup into a database, and prove row for row that it is what was stored.",
            "The database must be empty; --create makes it. Nothing that is there is ever overwritten.",
            "--schema brings back what pg_dump --schema would, --table only that table, each with what it needs, and"
                    + " with whatever of indexes, constraints, triggers and views needs no other table; what stays out is"
                    + " named. To put them into a database that holds other things, add --into-existing; nothing of the"
                    + " same name may be there: rename it first, and compare or copy rows afterwards."
        })
final class RestoreCommand extends Subcommand {
    private static final String APPLICATION = "lifeboat restore";

    @Parameters(
            paramLabel = "BACKUP",
            description = "Identifier of the backup, its beginning, or latest; see them with lifeboat list.")
    private String backup = "";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private DatabaseOption database = new DatabaseOption();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private RecordOptions record = new RecordOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--create", description = "Make the database first, with the encoding and settings it had.")
    private boolean create;

    @Option(
            names = "--maintenance-database",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "Database of the same server to connect to while --create makes the other.")
    private String maintenance = "postgres";

    @Option(names = "--schema", paramLabel = "NAME", description = "Restore only this schema and what is in it.")
    private List<String> schemas = List.of();

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "Restore only this table; of a partitioned one, all its partitions.")
    private List<String> tables = List.of();

    @Option(
            names = "--into-existing",
            description = "Restore into a database that holds something, though not what is restored.")
    private boolean intoExisting;

    @Option(names = "--no-owner", description = "Let everything belong to the role that restores.")
    private boolean noOwner;

    @Option(names = "--no-privileges", description = "Grant nobody anything.")
    private boolean noPrivileges;

    @Option(
            names = "--no-subscriptions",
            description =
                    "Leave out subscriptions; one that is restored may grab the replication slot of the original.")
    private boolean noSubscriptions;

    @Option(names = "--no-publications", description = "Leave out publications.")
    private boolean noPublications;

    @Mixin
    private JobsOption jobs = new JobsOption(2);

    @Option(names = "--dry-run", description = "Check everything and say what would be done, but write nothing.")
    private boolean dryRun;

    @Override
    Result run(Session session) {
        RestoreOptions options = options();
        ClientPrograms programs = ClientPrograms.find(session.environment());
        Catalog opened = catalog.open();
        SignedDocument<Manifest> document = opened.find(backup);
        Manifest manifest = document.content();
        Passphrases passphrases = passphrase.passphrases(session.environment(), session.prompt());
        ProofRecords records = new ProofRecords(opened, Clock.systemUTC());
        Optional<SigningKey> signer = record.signer(passphrases, records);
        RestoreSource source = RestoreSource.open(opened, document, keys.require(passphrases));
        List<String> warnings = CoveredWarning.say(session, opened, manifest);
        Interruption interruption = session.interruption();
        try (Connector connector = new Connector(APPLICATION);
                Interruption.Registration _ = interruption.register(connector)) {
            RestoreTarget target = target(session, programs, connector);
            PostgresRestore restore = PostgresRestore.prepare(source, target, options);
            String taken = source.index().database().name();
            RestorePlan plan =
                    RestorePlan.of(manifest, target.address().database(), taken, restore.estimate(), warnings);
            if (dryRun) {
                return Result.of(plan.text() + "Nothing was written.\n", plan);
            }
            if (!general().quiet()) {
                session.output().message(plan.text().stripTrailing());
            }
            interruption.leaves(() -> restore.remains().map(Remains::sentence).orElse(Interruption.NOTHING));
            RestoreReport report = restored(restore, session.progress());
            Proof proof = ProofOfRestore.of(document, report, restore.estimate(), options.selection());
            return present(
                    report,
                    taken,
                    warnings,
                    restore.remains(),
                    RecordOptions.write(
                            signer,
                            records,
                            proof,
                            "lifeboat " + Version.current().version()));
        }
    }

    private RestoreOptions options() {
        return new RestoreOptions(
                jobs.count(),
                new Selection(schemas, tables),
                !noOwner,
                !noPrivileges,
                !noSubscriptions,
                !noPublications,
                intoExisting);
    }

    /** All connections go to one server: the first one that the address finds. */
    private RestoreTarget target(Session session, ClientPrograms programs, Connector connector) {
        DatabaseAddress asked = database.address(session.environment(), session.output()::message);
        DatabaseAddress settled = Connections.settle(create ? asked.withDatabase(maintenance) : asked, APPLICATION);
        return new RestoreTarget(
                settled.withDatabase(asked.database()),
                settled.withDatabase(maintenance),
                programs,
                create,
                connector::to);
    }

    /** Whatever fails from here on also says what it leaves at the target. */
    private static RestoreReport restored(PostgresRestore restore, Progress progress) {
        try {
            return restore.restore(progress);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw explained(Failures.explain(e), restore.remains());
        }
    }

    private static LifeboatException explained(LifeboatException failure, Optional<Remains> remains) {
        return remains.map(left -> left.addedTo(failure)).orElse(failure);
    }

    private static Result present(
            RestoreReport report, String taken, List<String> warnings, Optional<Remains> remains, Recording recording) {
        RestoreProof proof = RestoreProof.of(report, taken, warnings, recording.key());
        Result result = Result.of(proof.text() + recording.text(), proof);
        return report.failure()
                .map(failure -> explained(failure, remains))
                .or(recording::failure)
                .map(result::failed)
                .orElse(result);
    }
}
