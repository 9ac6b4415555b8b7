package dev.lifeboat.cli;

import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.JobsOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.SigningKeyOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.retention.Tidy;
import dev.lifeboat.retention.TidyReport;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tidy",
        description = {
            "Remove what backups that were cut off left in the store; backups are never touched.",
            "An attempt that has passed its deadline, 24 hours after it began or last said that it runs, is condemned.",
            "A run at least 48 hours later looks at everything again, and removes it. Uploads that nobody will end are",
            "discarded. Run it once a day, first with --dry-run; it needs a key of the role retain."
        })
final class TidyCommand extends Subcommand {

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private SigningKeyOption signing = new SigningKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--dry-run", description = "Say what would be done, but change nothing. Needs no key.")
    private boolean dryRun;

    @Mixin
    private JobsOption jobs = new JobsOption(8);

    @Override
    Result run(Session session) {
        int atOnce = jobs.count();
        Tidy tidy = catalog.openToTidy();
        if (dryRun) {
            return present(tidy.preview());
        }
        SigningKey key = signing.open(passphrase.passphrases(session.environment(), session.prompt()), Instant.now())
                .orElseThrow(TidyCommand::noSigningKey);
        Interruption interruption = session.interruption();
        interruption.leaves("what was condemned or removed stays so; run it again to go on");
        String writer = "lifeboat " + Version.current().version();
        return present(tidy.run(key, writer, atOnce, session.progress()));
    }

    private Result present(TidyReport report) {
        TidySummary summary = TidySummary.of(report, dryRun);
        return Result.of(summary.text(), summary);
    }

    private static LifeboatException noSigningKey() {
        return new LifeboatException(
                ErrorCode.KEY_MISSING,
                "what is removed is condemned by a signature before, and no signing key is given: nothing was done",
                "give --signing-key FILE: retain.secret.asc, which init --with-role retain makes; or --dry-run");
    }
}
