package dev.lifeboat.cli;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.option.CatalogKeyOption;
import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.PassphraseOption;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.SourceDatabase;
import dev.lifeboat.trust.SignedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the backups of a source, oldest first, each with its signature verified.")
final class ListCommand extends Subcommand {
    @Mixin
    private CatalogOptions catalog = new CatalogOptions();

    @Mixin
    private CatalogKeyOption catalogKey = new CatalogKeyOption();

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    /**
     * All that there is.
     *
     * @param database that the newest backup is of; empty where no key was given
     * @param refused manifests that must not be believed
     * @param warnings what somebody should look after, though the backups stand
     */
    record Backups(
            Optional<String> database, List<BackupSummary> backups, List<Refused> refused, List<String> warnings) {}

    /** A manifest that must not be believed, and why. */
    record Refused(String name, String code, String why) {}

    @Override
    Result run(Session session) {
        List<BackupSummary> backups = new ArrayList<>();
        List<Listed.Refused> refused = new ArrayList<>();
        Catalog opened = catalog.open();
        Optional<PrivateKeys> key = catalogKey.open(passphrase.passphrases(session.environment(), session.prompt()));
        Optional<SignedDocument<Manifest>> newest = Optional.empty();
        List<String> warnings = new ArrayList<>(CoveredWarning.say(session, opened.covered()));
        for (Listed listed : opened.list()) {
            switch (listed) {
                case Listed.Standing standing -> {
                    newest = Optional.of(standing.document());
                    backups.add(BackupSummary.of(standing.document().content()));
                    passedOver(standing.document()).ifPresent(warning -> {
                        session.output().message("warning: " + warning);
                        warnings.add(warning);
                    });
                }
                case Listed.Refused not -> refused.add(not);
            }
        }
        Optional<SignedDocument<Manifest>> shown = newest;
        Optional<String> database = key.flatMap(given ->
                shown.map(backup -> SourceDatabase.of(opened, backup, given).name()));
        Result result = Result.of(
                database.map("The newest is of database %s.%n"::formatted).orElse("") + text(backups, refused),
                new Backups(
                        database,
                        backups,
                        refused.stream().map(ListCommand::refused).toList(),
                        warnings));
        return refused.isEmpty() ? result : result.failed(failure(refused));
    }

    private static Optional<String> passedOver(SignedDocument<Manifest> backup) {
        return Catalog.isPassedOver(backup)
                ? Optional.of(
                        "backup %s is named by an instant more than 24 hours after it was stored, at %s: latest passes it over"
                                .formatted(backup.content().id(), backup.storedAt()))
                : Optional.empty();
    }

    private static Refused refused(Listed.Refused refused) {
        LifeboatException why = refused.why();
        return new Refused(refused.name(), why.code().id(), String.valueOf(why.getMessage()));
    }

    private static String text(List<BackupSummary> backups, List<Listed.Refused> refused) {
        StringBuilder text = new StringBuilder();
        if (backups.isEmpty() && refused.isEmpty()) {
            text.append("There is no backup yet.\n");
        }
        if (!backups.isEmpty()) {
            TextTable table =
                    new TextTable("backup", "rows as of", "kind", "tiers", ">tables", ">rows", ">stored", "left out");
            backups.forEach(backup -> table.row(
                    backup.id(),
                    backup.snapshot(),
                    backup.kind().text(),
                    backup.tierNames(),
                    Sizes.count(backup.tables()),
                    Sizes.count(backup.rows()),
                    Sizes.bytes(backup.storedBytes()),
                    backup.omissionText()));
            text.append(table);
        }
        if (!refused.isEmpty()) {
            TextTable table = new TextTable("not to be used", "code", "why");
            refused.stream().map(ListCommand::refused).forEach(not -> table.row(not.name(), not.code(), not.why()));
            text.append(table);
        }
        return text.toString();
    }

    private static LifeboatException failure(List<Listed.Refused> refused) {
        LifeboatException first = refused.getFirst().why();
        return refused.size() == 1
                ? first
                : new LifeboatException(
                        first.code(),
                        "%d manifests must not be believed, the first because %s"
                                .formatted(refused.size(), first.getMessage()),
                        first.hint(),
                        first);
    }
}
