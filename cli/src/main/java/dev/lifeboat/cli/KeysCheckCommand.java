package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.KeyOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.SignedDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Prove that a private key opens a backup: the secret of its rows, and its index.",
            "Run it from time to time with the key that lies offline, before it is needed."
        })
final class KeysCheckCommand extends Subcommand {
    @Parameters(
            paramLabel = "BACKUP",
            arity = "0..1",
            defaultValue = "latest",
            description = "Which backup; the newest, unless given.")
    private String backup = "latest";

    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    /** What the keys open of a backup. */
    record Opened(BackupId backup, boolean index, boolean rows) {}

    @Override
    Result run(Session session) {
        PrivateKeys given = keys.require(passphrase.passphrases(session.environment(), session.prompt()));
        Catalog opened = catalog.open();
        SignedDocument<Manifest> document = opened.find(backup);
        Manifest manifest = document.content();
        BackupSecrets secrets = opened.secrets(document, given);
        BackupIndex index = BackupIndex.read(opened.store(), secrets);
        try {
            opened.open(ObjectsList.read(opened.store(), manifest), secrets);
        } catch (LifeboatException e) {
            if (e.code() != ErrorCode.KEY_WRONG) {
                throw e;
            }
            return Result.of(
                            "The key opens the index of backup %s, but not its rows.%n".formatted(manifest.id()),
                            new Opened(manifest.id(), true, false))
                    .failed(e);
        }
        return Result.of(
                "The key opens backup %s: its rows, and its index of %s.%n"
                        .formatted(manifest.id(), Sizes.count(index.tables().size(), "table")),
                new Opened(manifest.id(), true, true));
    }
}
