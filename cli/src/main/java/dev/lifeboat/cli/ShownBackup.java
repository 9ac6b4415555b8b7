package dev.lifeboat.cli;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Rewrap;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TableLabel;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.SignedDocument;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One backup in full.
 *
 * @param manifest SHA-256 of its manifest as stored
 * @param signer whose signature the manifest has
 * @param storedAt when the store received the manifest, by the store's clock
 * @param trustVersion of the trust file under which it was made
 * @param readers the keys that open its rows by the manifest
 * @param rewraps how other keys open them
 * @param warnings what somebody should look after, though the backup stands
 * @param content what is in it; empty where no key was given
 */
record ShownBackup(
        BackupSummary backup,
        AttemptId attempt,
        String manifest,
        KeyFingerprint signer,
        Instant storedAt,
        int trustVersion,
        List<String> readers,
        List<Rewrapped> rewraps,
        List<String> warnings,
        Optional<Content> content) {
    /**
     * A record by which recipients who were added later open the backup.
     *
     * @param signer whose signature it has
     * @param storedAt when the store received it
     * @param readers the keys that open the rows by it
     */
    record Rewrapped(ObjectKey record, KeyFingerprint signer, Instant storedAt, List<String> readers) {
        static Rewrapped of(SignedDocument<Rewrap> signed) {
            return new Rewrapped(
                    signed.key(),
                    signed.signer(),
                    signed.storedAt(),
                    readersOf(signed.content().keys()));
        }
    }

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

    static ShownBackup of(
            SignedDocument<Manifest> signed,
            List<SignedDocument<Rewrap>> rewraps,
            List<String> warnings,
            Optional<BackupIndex> index) {
        Manifest manifest = signed.content();
        return new ShownBackup(
                BackupSummary.of(manifest),
                manifest.attempt(),
                signed.sha256(),
                signed.signer(),
                signed.storedAt(),
                manifest.trust().version(),
                readersOf(manifest.keys()),
                rewraps.stream().map(Rewrapped::of).toList(),
                warnings,
                index.map(Content::of));
    }

    private static List<String> readersOf(List<AttemptKey> keys) {
        return keys.stream()
                .flatMap(key -> key.recipients().stream())
                .distinct()
                .toList();
    }

    /** Those who cannot open it by the manifest. */
    private List<String> addedReaders() {
        return rewraps.stream()
                .flatMap(rewrap -> rewrap.readers().stream())
                .filter(reader -> !readers.contains(reader))
                .distinct()
                .toList();
    }

    /**
     * The same for people.
     *
     * @param names gives the person and the fingerprint to compare for that of an encryption key, if they are known
     */
    String text(Function<String, Optional<String>> names) {
        Facts facts = backup.facts()
                .add("kind", "%s, %s".formatted(backup.kind().text(), backup.tierNames()))
                .add("stored at", storedAt)
                .add("signed by", signer)
                .add("opened by", named(readers, names));
        if (!addedReaders().isEmpty()) {
            facts.add("by rewrap", named(addedReaders(), names));
        }
        facts.add("made by", backup.writer());
        String head = "Backup %s%n".formatted(backup.id());
        return head
                + content.map(content -> text(facts, content))
                        .orElseGet(() -> facts
                                + "The names of its tables need a key: --key catalog.secret.asc, or a recipient's.\n");
    }

    private static String named(List<String> readers, Function<String, Optional<String>> names) {
        return readers.stream()
                .map(reader -> names.apply(reader).orElse(reader + " (not in the trust file any more)"))
                .distinct()
                .collect(Collectors.joining(", "));
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
