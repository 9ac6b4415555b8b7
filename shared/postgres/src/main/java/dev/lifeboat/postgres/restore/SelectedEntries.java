package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.postgres.program.ArchiveEntry;
import dev.lifeboat.postgres.program.ArchiveList;
import dev.lifeboat.postgres.program.ProgramSet;
import dev.lifeboat.postgres.restore.ArchiveSelection.Selected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from an archive which of its entries a person's selection means. */
final class SelectedEntries {
    private SelectedEntries() {}

    /**
     * Selects.
     *
     * @param atTarget schemas that are at the target, which keep their own privileges and comments
     * @throws dev.lifeboat.error.LifeboatException TABLE_UNKNOWN if a schema or table is not in the backup
     */
    static Selected of(
            ProgramSet programs, Path archive, BackupIndex index, RestoreOptions options, Set<String> atTarget)
            throws IOException {
        ArchiveList list = new ArchiveList(programs);
        List<ArchiveEntry> all = list.of(archive);
        SchemaContents contents = new SchemaContents(list, archive, all);
        Set<Integer> ofSchemas = new HashSet<>();
        List<String> notes = new ArrayList<>();
        for (String schema : options.selection().schemas()) {
            boolean keeps = options.intoExisting() && atTarget.contains(schema);
            Set<Integer> inIt = contents.of(schema, !keeps);
            if (inIt.isEmpty()) {
                notes.add(nothingBut(schema, index));
            } else if (keeps) {
                notes.add("not restored, for the target has that schema: owner, privileges and comment of schema "
                        + schema);
            }
            ofSchemas.addAll(inIt);
        }
        Set<Long> tables = options.selection().relations(index);
        boolean ofExtensions = !objects(all).containsAll(tables);
        if (ofExtensions) {
            all.stream()
                    .filter(entry -> entry.description().equals("EXTENSION"))
                    .forEach(entry -> ofSchemas.add(entry.dumpId()));
        }
        Selected selected = ArchiveSelection.of(all, tables, ofSchemas);
        notes.addAll(selected.leftOut());
        Set<Long> relations = new HashSet<>(selected.relations());
        if (ofExtensions) {
            index.sequences().stream()
                    .filter(sequence -> options.selection().schemas().contains(sequence.schema()))
                    .forEach(sequence -> relations.add(sequence.oid()));
        }
        return new Selected(selected.lines(), notes, relations);
    }

    /** An extension's tables are not among them: the extension makes those, and no entry says which one does. */
    private static Set<Long> objects(List<ArchiveEntry> all) {
        return all.stream().map(ArchiveEntry::object).collect(Collectors.toSet());
    }

    /** pg_restore compares bytes, and an archive has its database's encoding. */
    private static String nothingBut(String schema, BackupIndex index) {
        boolean hasTables = Selection.hasTables(schema, index);
        if (!hasTables) {
            throw Selection.unknown("schema", schema, "the backup holds nothing in it");
        }
        return "left out, for pg_restore does not find a schema of that name in an archive in %s: whatever of schema %s no table needs"
                .formatted(index.server().encoding(), schema);
    }
}
