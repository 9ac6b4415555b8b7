package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.program.ArchiveEntry;
import dev.lifeboat.postgres.program.ArchiveList;
import dev.lifeboat.postgres.program.ProgramChoice;
import dev.lifeboat.postgres.program.RestoreOutcome;
import dev.lifeboat.postgres.program.SchemaRestore;
import dev.lifeboat.postgres.program.SchemaRestoreOptions;
import dev.lifeboat.postgres.program.Section;
import dev.lifeboat.postgres.restore.ArchiveSelection.Selected;
import dev.lifeboat.postgres.sql.PrivilegeHint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schema archive, restored by pg_restore: all of it, or what the selected tables need. */
final class Definitions {
    /** Entries that make indexes. */
    private static final Set<String> INDEXES = Set.of("INDEX", "INDEX ATTACH", "CONSTRAINT");

    private final SchemaFile archive;
    private final ProgramChoice programs;
    private final RestoreTarget target;
    private final RestoreOptions options;
    private final Optional<Set<Long>> relations;
    private boolean listed;
    private final List<String> notes = new ArrayList<>();

    /**
     * Chooses what is to be restored; nothing is yet.
     *
     * @param programs of the target's major version
     * @param selected what of the archive is meant, empty for all
     */
    Definitions(
            SchemaFile archive,
            ProgramChoice programs,
            Optional<Selected> selected,
            RestoreTarget target,
            RestoreOptions options)
            throws IOException {
        this.archive = archive;
        this.programs = programs;
        this.target = target;
        this.options = options;
        relations = selected.map(Selected::relations);
        if (selected.isPresent()) {
            choose(selected.get().lines());
        }
    }

    private void choose(List<String> lines) throws IOException {
        archive.choose(lines);
        listed = true;
    }

    /** Whether that relation of the source is restored. */
    boolean has(long oid) {
        return relations.map(oids -> oids.contains(oid)).orElse(true);
    }

    /**
     * Restores what comes before the rows.
     *
     * @throws LifeboatException RESTORE_FAILED if any of it failed
     */
    void restoreBeforeRows() throws IOException {
        restore(Section.PRE_DATA, 1, null);
    }

    /**
     * Restores what comes after the rows: indexes, constraints, triggers and the like.
     *
     * @param memory for each index that is built
     * @throws LifeboatException RESTORE_FAILED if any of it failed
     */
    void restoreAfterRows(IndexMemory memory) throws IOException {
        restore(Section.POST_DATA, options.jobs(), memory.kibibytes());
    }

    private void restore(Section section, int jobs, @Nullable Long indexMemory) throws IOException {
        boolean partial = relations.isPresent();
        SchemaRestoreOptions how = new SchemaRestoreOptions(
                section,
                jobs,
                listed ? archive.entryList() : null,
                options.owners(),
                options.privileges(),
                options.subscriptions(),
                options.publications(),
                indexMemory,
                partial);
        switch (new SchemaRestore(programs).run(target.address(), archive.archive(), how)) {
            case RestoreOutcome.Restored restored -> notes.addAll(restored.benign());
            case RestoreOutcome.Failed failed ->
                throw new LifeboatException(
                        failed.lacksOnlyRoles() ? ErrorCode.ROLES_MISSING : ErrorCode.RESTORE_FAILED,
                        "restoring the schema's %s failed for: %s: the restore is not complete"
                                .formatted(section.word(), String.join("; ", failed.failures())),
                        PrivilegeHint.ofRestoring(String.join("\n", failed.failures()))
                                .orElse(
                                        "mend the cause (a missing extension, role or tablespace), and restore again into a new database"));
        }
    }

    /**
     * Restores all indexes, those of primary keys and the like included; {@link #restore} of post-data then leaves them out.
     *
     * @throws LifeboatException RESTORE_FAILED if any of it failed
     */
    void restoreIndexes(IndexMemory memory) throws IOException {
        Set<String> chosen = new HashSet<>(archive.chosen());
        Map<Boolean, List<String>> lines = new ArchiveList(programs.programs())
                .of(archive.archive()).stream()
                        .filter(entry -> chosen.isEmpty() || chosen.contains(entry.line()))
                        .collect(Collectors.partitioningBy(
                                entry -> INDEXES.contains(entry.description()),
                                Collectors.mapping(ArchiveEntry::line, Collectors.toList())));
        choose(lines.getOrDefault(true, List.of()));
        restore(Section.POST_DATA, options.jobs(), memory.kibibytes());
        choose(lines.getOrDefault(false, List.of()));
    }

    /** What a person should know. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
