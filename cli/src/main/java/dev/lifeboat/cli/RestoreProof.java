package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.cli.present.Durations;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.cli.present.TableLabel;
import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.fingerprint.Fingerprint;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.TableProof;
import dev.lifeboat.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was restored, and table by table whether it is what was stored.
 *
 * @param sourceDatabase that the backup is of
 * @param proven whether every table has exactly the rows that were stored
 * @param whole whether the whole backup was restored, not only some of its tables
 * @param snapshot the instant whose rows the database now holds
 * @param sequences how many sequences stand where they stood
 * @param omitted what the backup lacks
 * @param notes what else somebody should know
 * @param warnings what somebody should look after, though the backup stands
 * @param record where the signed record of it lies, if there is one
 */
record RestoreProof(
        BackupId backup,
        String database,
        String sourceDatabase,
        boolean proven,
        boolean whole,
        Instant snapshot,
        long rows,
        List<Table> tables,
        int sequences,
        List<LeftOut> omitted,
        List<String> notes,
        List<String> warnings,
        Optional<ObjectKey> record,
        Instant started,
        double seconds) {
    /** The rows of a table, as they were stored and as they are now. */
    record Table(String schema, String name, boolean proven, Rows stored, Rows restored) {
        static Table of(TableProof proof) {
            return new Table(
                    proof.table().schema(),
                    proof.table().name(),
                    proof.matches(),
                    Rows.of(proof.stored()),
                    Rows.of(proof.restored()));
        }
    }

    /** How many rows, and the sum of their hashes. */
    record Rows(long rows, Fingerprint fingerprint) {
        static Rows of(RowTally tally) {
            return new Rows(tally.rows(), tally.fingerprint());
        }
    }

    static RestoreProof of(
            RestoreReport report, String sourceDatabase, List<String> warnings, Optional<ObjectKey> record) {
        return new RestoreProof(
                report.backup(),
                report.database(),
                sourceDatabase,
                report.mismatches().isEmpty(),
                report.whole(),
                report.snapshot(),
                report.rows(),
                report.tables().stream().map(Table::of).toList(),
                report.sequences(),
                LeftOut.of(report.omitted()),
                report.notes(),
                warnings,
                record,
                report.started(),
                report.took().toMillis() / 1000.0);
    }

    String text() {
        TextTable table =
                new TextTable("table", ">rows stored", ">rows restored", "fingerprint of the restored", "proof");
        tables.forEach(each -> table.row(
                TableLabel.of(each.schema(), each.name()),
                Sizes.count(each.stored().rows()),
                Sizes.count(each.restored().rows()),
                each.restored().fingerprint(),
                each.proven() ? "same rows" : "DIFFERENT"));
        StringBuilder text = new StringBuilder().append(table).append('\n');
        omitted.forEach(what -> text.append("not in the backup: %s%n".formatted(what.text())));
        notes.forEach(note -> text.append(note).append('\n'));
        return text.append(conclusion()).toString();
    }

    private String conclusion() {
        if (!proven) {
            return "Database %s is NOT what was stored.%n".formatted(database);
        }
        String counted = Sizes.count(tables.size(), "table");
        return "Database %s holds %sbackup %s, as of %s: %s%s and %s, each row proven, in %s.%n"
                .formatted(
                        database,
                        whole ? "" : counted + " of ",
                        backup,
                        snapshot,
                        whole ? counted + ", " : "",
                        Sizes.count(rows, "row"),
                        Sizes.count(sequences, "sequence"),
                        Durations.text(Duration.ofMillis(Math.round(seconds * 1000))));
    }
}
