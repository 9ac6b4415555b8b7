package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.option.DestinationOptions;
import dev.lifeboat.cli.option.FromOptions;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.SigningKeyOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.replication.CopyReport;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "copy",
        description = {
            "Copy backups to another store, where they can be verified and restored as the originals can.",
            "Without BACKUP, every backup of the source that is not there yet; what is there is not copied again. Backups",
            "that are named are looked at object by object: what was lost there is copied again. Needs no key that opens",
            "them, and a signing key of the role copy. Between buckets, S3 itself copies."
        })
final class CopyCommand extends Subcommand {
    @Parameters(
            paramLabel = "BACKUP",
            arity = "0..*",
            description = "Identifier of a backup, its beginning, or latest; see them with lifeboat list.")
    private List<String> backups = List.of();

    @Mixin
    private FromOptions from = new FromOptions();

    @Mixin
    private DestinationOptions destination = new DestinationOptions();

    @Mixin
    private SigningKeyOption signing = new SigningKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--dry-run", description = "Say what would be copied, but write nothing. Needs no key.")
    private boolean dryRun;

    @Mixin
    private JobsOption jobs = new JobsOption(8);

    @Override
    Result run(Session session) {
        int atOnce = jobs.count();
        Catalog source = from.open();
        ObjectStore to = destination.open(!dryRun);
        requireAnotherPlace(source, to);
        Replication replication = new Replication(source, to, from.pin(), Clock.systemUTC());
        Selection selection = backups.isEmpty() ? Selection.all(source) : Selection.named(source, backups);
        if (dryRun) {
            return present(session, replication.preview(selection));
        }
        SigningKey key = signing.open(passphrase.passphrases(session.environment(), session.prompt()), Instant.now())
                .orElseThrow(CopyCommand::noSigningKey);
        session.interruption().leaves("what was copied stays; run it again to go on");
        String writer = "lifeboat " + Version.current().version();
        return present(session, replication.run(selection, key, writer, atOnce, session.progress()));
    }

    private static void requireAnotherPlace(Catalog source, ObjectStore to) {
        if (source.store().location().equals(to.location())) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "--from and --to are both %s: there is nothing to copy".formatted(to.location()),
                    "give another place, such as a mounted NAS or a bucket in another region");
        }
    }

    private Result present(Session session, CopyReport report) {
        CopySummary summary = CopySummary.of(report, dryRun);
        summary.warnings().forEach(warning -> session.output().message("warning: " + warning));
        Result result = Result.of(summary.text(), summary);
        return report.failure().map(result::failed).orElse(result);
    }

    private static LifeboatException noSigningKey() {
        return new LifeboatException(
                ErrorCode.KEY_MISSING,
                "a copy is vouched for by a signature, and no signing key is given: nothing was copied",
                "give --signing-key FILE: copy.secret.asc, which init --with-role copy makes, or lifeboat keys add --role"
                        + " copy; or --dry-run");
    }
}
