package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.cli.option.OwnerKeyOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustChange;
import dev.lifeboat.trust.TrustFile;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add-recipient",
        description = {
            "Let one more key open the backups that are made from now on, by publishing the next trust file.",
            "Of a key that is listed already, its certificate as it is now takes the place of the old one.",
            "Backups that were made before, it opens after lifeboat keys rewrap."
        })
final class KeysAddRecipientCommand extends Subcommand {
    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Option(
            names = "--certificate",
            required = true,
            paramLabel = "FILE",
            description = "Public key of the recipient, as gpg --armor --export writes it.")
    private Path certificate = Path.of("");

    @Mixin
    private OwnerKeyOption owner = new OwnerKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Override
    Result run(Session session) {
        Certificate recipient =
                Certificate.parse(NamedFile.read(certificate, "certificate"), "certificate " + certificate);
        Catalog opened = catalog.open();
        Instant now = Instant.now();
        TrustFile next = new TrustChange(opened.trust(), now).addRecipient(recipient);
        Trust published = TrustChange.publish(
                opened.store(), next, owner.open(passphrase.passphrases(session.environment(), session.prompt()), now));
        TrustSummary summary = TrustSummary.of(published, now);
        return Result.of(
                "Key %s opens the backups that are made from now on.%n%s%sIt opens older ones after: lifeboat keys rewrap --all%n"
                        .formatted(recipient.fingerprint(), summary.text(), summary.pin()),
                summary);
    }
}
