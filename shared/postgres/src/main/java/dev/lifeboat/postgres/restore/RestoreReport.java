package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.index.OmittedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was restored, and the proof that it is what was stored.
 *
 * @param snapshot the instant whose rows the target now has
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
}
