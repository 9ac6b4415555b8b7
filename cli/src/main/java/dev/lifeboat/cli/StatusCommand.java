package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.OffsiteOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.AgeLimit;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.health.HealthCheck;
import dev.lifeboat.health.HealthReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Say whether the backups are as they should be: young enough, of the usual size, copied off-site, proven.",
            "It reads the newest manifests and records, and no object, so that cron can run it every hour: the exit code",
            "is 0 only if all is well. With the catalog key or a recipient's, rows and bytes before compression are",
            "compared table by table."
        })
final class StatusCommand extends Subcommand {
    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private OffsiteOptions offsite = new OffsiteOptions();

    @Option(
            names = "--max-age",
            paramLabel = "KIND=AGE",
            description =
                    "How old the newest backup may be: of full or incremental, or of the tier daily, weekly, monthly"
                            + " or manual, such as full=25h, weekly=8d; full=25h unless given.")
    private List<String> maxAge = List.of();

    @Option(
            names = "--max-copy-lag",
            paramLabel = "AGE",
            defaultValue = "6h",
            description = "How long a backup may be without a copy in --offsite.")
    private String maxCopyLag = "";

    @Option(
            names = "--max-proof-age",
            paramLabel = "AGE",
            description =
                    "How long ago a backup may have been proven last, such as 35d; nothing is demanded unless given.")
    private @Nullable String maxProofAge;

    @Option(
            names = "--min-stored-bytes",
            paramLabel = "BYTES",
            defaultValue = "1",
            description = "What the newest backup takes in the store at least.")
    private long minStoredBytes;

    @Option(
            names = "--compared",
            paramLabel = "N",
            defaultValue = "7",
            description = "With how many backups of its kind before it the newest is compared, 3 to "
                    + Expectations.MOST_COMPARED + ".")
    private int compared;

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Override
    Result run(Session session) {
        Expectations expected = expectations();
        Catalog opened = catalog.open();
        Optional<PrivateKeys> given = keys.unlocked(passphrase.passphrases(session.environment(), session.prompt()));
        HealthReport report = new HealthCheck(opened, expected, Clock.systemUTC()).run(given, offsite.copies(catalog));
        Result result = Result.of(StatusSummary.text(report.findings()), StatusSummary.of(report));
        return report.failure().map(result::failed).orElse(result);
    }

    private Expectations expectations() {
        Expectations usual = Expectations.DEFAULT;
        if (compared < usual.leastCompared() || compared > Expectations.MOST_COMPARED) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "--compared %d is not a number from %d to %d: nothing was looked at"
                            .formatted(compared, usual.leastCompared(), Expectations.MOST_COMPARED),
                    "with fewer nobody can say what is usual, and each more is a manifest that is read");
        }
        return new Expectations(
                maxAge.isEmpty()
                        ? usual.ages()
                        : maxAge.stream().map(AgeLimit::parse).toList(),
                AgeLimit.span(maxCopyLag),
                Optional.ofNullable(maxProofAge).map(AgeLimit::span),
                compared,
                usual.leastCompared(),
                minStoredBytes);
    }
}
