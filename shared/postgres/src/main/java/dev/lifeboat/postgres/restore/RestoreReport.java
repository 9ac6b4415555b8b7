package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.OmittedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was restored, and the proof that it is what was stored.
 *
 * @param snapshot the instant whose rows the target now has
 * @param whole whether the whole backup was restored, not only some of its tables
 * @param tables every table, by name
 * @param sequences how many sequences stand exactly where they stood
 * @param omitted what the backup lacks
 * @param notes what else a person should know
 */
public record RestoreReport(
        BackupId backup,
        Instant snapshot,
        String database,
        int targetMajor,
        boolean whole,
        List<TableProof> tables,
        int sequences,
        List<OmittedEntry> omitted,
        List<String> notes,
        Instant started,
        Duration took) {
    public RestoreReport {
        tables = List.copyOf(tables);
        omitted = List.copyOf(omitted);
        notes = List.copyOf(notes);
    }

    public long rows() {
        return tables.stream().mapToLong(table -> table.restored().rows()).sum();
    }

    /** The tables whose rows are not those that were stored. */
    public List<TableProof> mismatches() {
        return tables.stream().filter(table -> !table.matches()).toList();
    }

    /** What to fail with, empty if every row is proven. */
    public Optional<LifeboatException> failure() {
        List<TableProof> wrong = mismatches();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        String tables = wrong.stream()
                .map(table -> "%s (%d rows, %d stored)"
                        .formatted(
                                table.table(),
                                table.restored().rows(),
                                table.stored().rows()))
                .collect(Collectors.joining(", "));
        return Optional.of(new LifeboatException(
                ErrorCode.PROOF_MISMATCH,
                "rows of %s are not those that were stored: do not use them".formatted(tables),
                "look for triggers, rules or another writer on the target, and repeat the command"));
    }
}
