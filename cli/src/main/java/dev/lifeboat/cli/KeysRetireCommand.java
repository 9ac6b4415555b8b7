package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.OwnerKeyOption;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustChange;
import dev.lifeboat.trust.TrustFile;
import java.time.Instant;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "retire",
        description = {
            "End what a key may do, from now on, by publishing the next trust file.",
            "What it signed before stays believed; backups that were encrypted to it, it can still open."
        })
final class KeysRetireCommand extends Subcommand {
    @Parameters(paramLabel = "FINGERPRINT", description = "The key, as lifeboat keys show names it.")
    private String fingerprint = "";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private OwnerKeyOption owner = new OwnerKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Override
    Result run(Session session) {
        KeyFingerprint key = KeyFingerprint.parse(fingerprint);
        Catalog opened = catalog.open();
        Instant now = Instant.now();
        TrustFile next = new TrustChange(opened.trust(), now).retire(key);
        Trust published = TrustChange.publish(
                opened.store(), next, owner.open(passphrase.passphrases(session.environment(), session.prompt()), now));
        warnOfNoSigner(opened.trust(), published, now, session);
        TrustSummary summary = TrustSummary.of(published, now);
        return Result.of("Key %s is retired.%n%s%s".formatted(key, summary.text(), summary.pin()), summary);
    }

    /** It may be what the owner wants, until the next key is added; but nobody should find out at night. */
    private static void warnOfNoSigner(Trust before, Trust after, Instant now, Session session) {
        Set<Role> backup = Set.of(Role.BACKUP);
        if (before.hasSigner(backup, now) && !after.hasSigner(backup, now)) {
            session.output()
                    .message("warning: no key signs for the role backup any more, so the next backup will fail;"
                            + " add one with: lifeboat keys add --role backup");
        }
    }
}
