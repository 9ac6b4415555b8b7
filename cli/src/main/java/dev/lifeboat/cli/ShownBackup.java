package dev.lifeboat.cli;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TableLabel;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.trust.SignedDocument;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One backup in full.
 *
 * @param manifest SHA-256 of its manifest as stored
 * @param signer whose signature the manifest has
 * @param storedAt when the store received the manifest, by the store's clock
 * @param trustVersion of the trust file under which it was made
 * @param readers the keys that open its rows
 * @param content what is in it; empty where no key was given
 * @param warnings what somebody should look after, though the backup stands
 */
record ShownBackup(
        BackupSummary backup,
        AttemptId attempt,
        String manifest,
        KeyFingerprint signer,
        Instant storedAt,
        int trustVersion,
        List<String> readers,
        Optional<Content> content,
        List<String> warnings) {
    /**
     * What the index says.
     *
     * @param server version of PostgreSQL, such as {@code 17.11}
     * @param programs version of the client programs that dumped the schema
     * @param roles that the backup names and a restore with owners and privileges needs
     */
    record Content(
            String server,
            String database,
            String owner,
            String encoding,
            String programs,
            int sequences,
            List<Table> tables,
            List<String> roles,
            List<LeftOut> omitted) {
        static Content of(BackupIndex index) {
            int version = index.server().version();
            return new Content(
                    "%d.%d".formatted(version / 10_000, version % 10_000),
                    index.database().name(),
                    index.database().owner(),
                    index.database().encoding(),
                    index.schema().program(),
                    index.sequences().size(),
                    index.tables().stream()
                            .map(Table::of)
                            .sorted(Comparator.comparing(Table::schema).thenComparing(Table::name))
                            .toList(),
                    index.database().roles(),
                    LeftOut.of(index.omitted()));
        }
    }

    /** A table and how much of it there is; {@code bytes} are of COPY text. */
    record Table(String schema, String name, long rows, long bytes) {
        static Table of(TableEntry entry) {
            return new Table(entry.schema(), entry.name(), entry.rows(), entry.plainBytes());
        }
    }

    static ShownBackup of(SignedDocument<Manifest> signed, Optional<BackupIndex> index, List<String> warnings) {
        Manifest manifest = signed.content();
        return new ShownBackup(
                BackupSummary.of(manifest),
                manifest.attempt(),
                signed.sha256(),
                signed.signer(),
                signed.storedAt(),
                manifest.trust().version(),
                manifest.keys().stream()
                        .flatMap(key -> key.recipients().stream())
                        .distinct()
                        .toList(),
                index.map(Content::of),
                warnings);
    }

    String text() {
        Facts facts = backup.facts()
                .add("kind", "%s, %s".formatted(backup.kind().text(), backup.tierNames()))
                .add("stored at", storedAt)
                .add("signed by", signer)
                .add("opened by", String.join(", ", readers))
                .add("made by", backup.writer());
        String head = "Backup %s%n".formatted(backup.id());
        return head
                + content.map(content -> text(facts, content))
                        .orElseGet(() -> facts
                                + "The names of its tables need a key: --key catalog.secret.asc, or a recipient's.\n");
    }

    private static String text(Facts facts, Content content) {
        facts.add(
                        "database",
                        "%s of %s, encoding %s".formatted(content.database(), content.owner(), content.encoding()))
                .add("server", "PostgreSQL %s, dumped by %s".formatted(content.server(), content.programs()))
                .add("sequences", Sizes.count(content.sequences()))
                .add("roles", String.join(", ", content.roles()));
        content.omitted().forEach(omitted -> facts.add("not in it", omitted.text()));
        TextTable tables = new TextTable("table", ">rows", ">bytes of text");
        content.tables()
                .forEach(table -> tables.row(
                        TableLabel.of(table.schema(), table.name()),
                        Sizes.count(table.rows()),
                        Sizes.bytes(table.bytes())));
        return "%s%n%s".formatted(facts, tables);
    }
}
