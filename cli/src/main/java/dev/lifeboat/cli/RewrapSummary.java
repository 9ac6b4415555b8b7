package dev.lifeboat.cli;

import dev.lifeboat.backup.RewrapOutcome;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which backups the recipients who were added later can open now.
 *
 * @param warnings what somebody should look after, though it kept nothing from being done
 */
record RewrapSummary(boolean dryRun, List<Backup> backups, List<String> warnings) {
    /**
     * One backup.
     *
     * @param backup its identifier, or the key of what lies among the manifests and has none
     * @param outcome in one word
     * @param added the keys that open it now, or would
     * @param record where the record lies by which they do
     * @param code of the error
     */
    record Backup(
            String backup,
            String outcome,
            List<Added> added,
            Optional<ObjectKey> record,
            Optional<String> code,
            Optional<String> why) {
        static Backup of(RewrapOutcome outcome) {
            String id = outcome.backup().toString();
            return switch (outcome) {
                case RewrapOutcome.Open open -> done(id, "open", List.of(), Optional.empty());
                case RewrapOutcome.Due due -> done(id, "due", due.added(), Optional.empty());
                case RewrapOutcome.Rewrapped made -> done(id, "rewrapped", made.added(), Optional.of(made.record()));
                case RewrapOutcome.Failed failed -> failed(id, failed.why());
            };
        }

        private static Backup done(String id, String outcome, List<EncryptionKey> added, Optional<ObjectKey> record) {
            return new Backup(
                    id, outcome, added.stream().map(Added::of).toList(), record, Optional.empty(), Optional.empty());
        }

        static Backup failed(String name, LifeboatException why) {
            return new Backup(
                    name,
                    "failed",
                    List.of(),
                    Optional.empty(),
                    Optional.of(why.code().id()),
                    Optional.of(String.valueOf(why.getMessage())));
        }

        private String sentence() {
            String keys =
                    added.stream().map(key -> key.key().toString()).distinct().collect(Collectors.joining(", "));
            return switch (outcome) {
                case "open" -> "every present recipient can open it already";
                case "due" -> "would be rewrapped for " + keys;
                case "rewrapped" -> "rewrapped for " + keys;
                default -> "NOT rewrapped: " + why.orElseThrow();
            };
        }
    }

    /**
     * A key that is encrypted to.
     *
     * @param key the primary key of its certificate
     */
    record Added(KeyFingerprint key, KeyFingerprint subkey) {
        static Added of(EncryptionKey key) {
            return new Added(key.certificate(), key.fingerprint());
        }
    }

    String text() {
        if (backups.isEmpty()) {
            return "There is no backup yet.\n";
        }
        TextTable table = new TextTable("backup", "what became of it");
        backups.forEach(backup -> table.row(backup.backup(), backup.sentence()));
        return table + conclusion();
    }

    private String conclusion() {
        long rewrapped = backups.stream()
                .filter(backup -> backup.outcome().equals("rewrapped"))
                .count();
        return rewrapped == 0
                ? "Nothing was written.\n"
                : "Rewrapped: %s of %s.%n".formatted(Sizes.count(rewrapped), Sizes.count(backups.size(), "backup"));
    }
}
