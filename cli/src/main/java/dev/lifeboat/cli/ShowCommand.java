package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Rewrap;
import dev.lifeboat.backup.Rewraps;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Show one backup: without a key its size and its signer, with a key also what is in it, by name.",
            "The catalog key is enough: it opens the names, but no row."
        })
final class ShowCommand extends Subcommand {
    @Parameters(
            paramLabel = "BACKUP",
            description = "Identifier of the backup, its beginning, or latest; see them with lifeboat list.")
    private String backup = "";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Override
    Result run(Session session) {
        Catalog opened = catalog.open();
        SignedDocument<Manifest> manifest = opened.find(backup);
        Optional<BackupIndex> index = keys.unlocked(passphrase.passphrases(session.environment(), session.prompt()))
                .map(given -> BackupIndex.read(opened.store(), opened.secrets(manifest, given)));
        List<ListedDocument<Rewrap>> rewraps = new Rewraps(opened).of(manifest);
        List<String> warnings = new ArrayList<>(CoveredWarning.say(session, opened, manifest.content()));
        for (ListedDocument.Refused<Rewrap> refused : ListedDocument.refused(rewraps)) {
            String warning = "a rewrap record does not count: " + refused.why().getMessage();
            session.output().message("warning: " + warning);
            warnings.add(warning);
        }
        ShownBackup shown = ShownBackup.of(manifest, Rewraps.standing(rewraps), warnings, index);
        return Result.of(shown.text(opened.trust()::reader), shown);
    }
}
