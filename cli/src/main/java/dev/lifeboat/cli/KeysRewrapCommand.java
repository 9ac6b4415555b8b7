package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.RewrapOutcome;
import dev.lifeboat.backup.Rewrapping;
import dev.lifeboat.cli.RewrapSummary.Backup;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.option.Passphrases;
import dev.lifeboat.cli.option.SigningKeyOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.ExpiryWarning;
import dev.lifeboat.trust.SignedDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rewrap",
        description = {
            "Let recipients who were added later open older backups, by a signed record beside each.",
            "Those are the recipients whom the trust file lists now; see them with lifeboat keys show. Backups and objects",
            "stay as they are. It needs a key that opens the backups, and a signing key of the role operator; with",
            "--dry-run neither, and a key that is given is only tried."
        })
final class KeysRewrapCommand extends Subcommand {
    @Parameters(
            paramLabel = "BACKUP",
            arity = "0..*",
            description = "Identifier of a backup, its beginning, or latest; see them with lifeboat list.")
    private List<String> backups = List.of();

    @Option(names = "--all", description = "Every backup of the source.")
    private boolean all;

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private SigningKeyOption signing = new SigningKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--dry-run", description = "Say what would be done, but write nothing.")
    private boolean dryRun;

    @Override
    Result run(Session session) {
        requireBackups();
        Catalog opened = catalog.open();
        Found found = all ? everything(opened) : named(opened);
        List<String> warnings = ExpiryWarning.of(opened.trust(), Instant.now());
        warnings.forEach(warning -> session.output().message("warning: " + warning));
        session.interruption().leaves("backups that were rewrapped stay so; run it again for the others");
        return present(rewrap(session, opened, found.backups()), found.refused(), warnings);
    }

    private void requireBackups() {
        if (all == !backups.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "'lifeboat keys rewrap' needs either backups or --all: nothing was done",
                    "name backups as lifeboat list does, or give --all");
        }
    }

    /** What lies among the manifests, as far as it was asked for. */
    private record Found(List<SignedDocument<Manifest>> backups, List<Listed.Refused> refused) {}

    private Found named(Catalog opened) {
        return new Found(backups.stream().map(opened::find).distinct().toList(), List.of());
    }

    private static Found everything(Catalog opened) {
        List<SignedDocument<Manifest>> backups = new ArrayList<>();
        List<Listed.Refused> refused = new ArrayList<>();
        for (Listed listed : opened.list()) {
            switch (listed) {
                case Listed.Standing standing -> backups.add(standing.document());
                case Listed.Refused not -> refused.add(not);
            }
        }
        return new Found(backups, refused);
    }

    private List<RewrapOutcome> rewrap(Session session, Catalog opened, List<SignedDocument<Manifest>> found) {
        Passphrases passphrases = passphrase.passphrases(session.environment(), session.prompt());
        Rewrapping rewrapping = new Rewrapping(opened, Clock.systemUTC());
        if (dryRun) {
            return rewrapping.preview(found, keys.unlocked(passphrases), session.progress());
        }
        PrivateKeys given = keys.require(passphrases);
        SigningKey signer = signing.open(passphrases, Instant.now()).orElseThrow(KeysRewrapCommand::noSigningKey);
        String writer = "lifeboat " + Version.current().version();
        return rewrapping.run(found, given, signer, writer, session.progress());
    }

    private Result present(List<RewrapOutcome> outcomes, List<Listed.Refused> refused, List<String> warnings) {
        List<Backup> backups = Stream.concat(
                        outcomes.stream().map(Backup::of),
                        refused.stream().map(not -> Backup.failed(not.name(), not.why())))
                .toList();
        List<LifeboatException> failures = Stream.concat(
                        outcomes.stream()
                                .filter(RewrapOutcome.Failed.class::isInstance)
                                .map(outcome -> ((RewrapOutcome.Failed) outcome).why()),
                        refused.stream().map(Listed.Refused::why))
                .toList();
        RewrapSummary summary = new RewrapSummary(dryRun, backups, warnings);
        Result result = Result.of(summary.text(), summary);
        return failures.isEmpty() ? result : result.failed(failure(failures));
    }

    private static LifeboatException failure(List<LifeboatException> failures) {
        LifeboatException first = failures.getFirst();
        return failures.size() == 1
                ? first
                : new LifeboatException(
                        first.code(),
                        "%d backups were not rewrapped, the first because %s"
                                .formatted(failures.size(), first.getMessage()),
                        first.hint(),
                        first);
    }

    private static LifeboatException noSigningKey() {
        return new LifeboatException(
                ErrorCode.KEY_MISSING,
                "a rewrap counts only if an operator signs it, and no signing key is given: nothing was done",
                "give --signing-key FILE: operator.secret.asc, which init --with-role operator makes, or lifeboat keys add"
                        + " --role operator");
    }
}
