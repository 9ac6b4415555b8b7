package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.cli.present.Durations;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.verify.Damage;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.NamedTable;
import dev.lifeboat.verify.VerificationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param database that the backup is of; empty where no key was given, and where something is wrong
 * @param sound whether nothing is wrong
 * @param objects that were looked at, index and objects list not counted
 * @param tables whose rows were all found, at the depth of content
 * @param rows that were counted again, at the depth of content
 * @param damages how many there are
 * @param damage the first thousand of them
 * @param warnings what somebody should look after, though it is no damage
 * @param record where the signed record of it lies, if there is one
 */
record Verified(
        BackupId backup,
        Optional<String> database,
        Depth depth,
        boolean sound,
        long objects,
        long bytesRead,
        long tables,
        long rows,
        long damages,
        List<Damaged> damage,
        List<String> warnings,
        Optional<ObjectKey> record,
        Instant started,
        double seconds) {
    /**
     * One thing that is wrong.
     *
     * @param message the whole of it, for people
     * @param tables that it touches, as far as the index could be asked
     */
    record Damaged(Damage.Kind kind, ObjectKey object, String message, List<NamedTable> tables) {
        static Damaged of(Damage damage) {
            return new Damaged(
                    damage.kind(),
                    damage.object(),
                    damage.sentence(),
                    damage.touched().tables());
        }
    }

    static Verified of(
            VerificationReport report, Optional<String> database, List<String> warnings, Optional<ObjectKey> record) {
        return new Verified(
                report.backup(),
                database,
                report.depth(),
                report.isSound(),
                report.objects(),
                report.bytesRead(),
                report.tables().size(),
                report.rows(),
                report.damages(),
                report.damage().stream().map(Damaged::of).toList(),
                warnings,
                record,
                report.started(),
                report.took().toMillis() / 1000.0);
    }

    String text(Manifest.Totals totals) {
        Facts facts = new Facts()
                .add("depth", depth)
                .add("objects", looked(totals))
                .add(
                        "read",
                        "%s in %s"
                                .formatted(
                                        Sizes.bytes(bytesRead),
                                        Durations.text(Duration.ofMillis(Math.round(seconds * 1000)))));
        if (depth == Depth.CONTENT) {
            facts.add("tables", "%s of %s".formatted(Sizes.count(tables), Sizes.count(totals.tables())));
            facts.add("rows", "%s of %s".formatted(Sizes.count(rows), Sizes.count(totals.rows())));
        }
        database.ifPresent(name -> facts.add("of", "database " + name));
        StringBuilder text = new StringBuilder("Backup %s%n%s".formatted(backup, facts));
        damage.forEach(one -> text.append(one.message()).append('\n'));
        if (damages > damage.size()) {
            text.append("... and %s more%n".formatted(Sizes.count(damages - damage.size())));
        }
        text.append(sound ? conclusion() : "It is DAMAGED.").append('\n');
        return text.toString();
    }

    private String looked(Manifest.Totals totals) {
        return sound
                ? "%s of %s".formatted(Sizes.count(objects), Sizes.count(totals.objects()))
                : "%s looked at, %s found".formatted(Sizes.count(objects), Sizes.count(damages, "damage"));
    }

    private String conclusion() {
        return switch (depth) {
            case PRESENCE -> "Every object is there and has its size; no data was read.";
            case CHECKSUMS -> "Every stored byte is as it was stored.";
            case CONTENT -> "Every row is there and is what was backed up.";
        };
    }
}
