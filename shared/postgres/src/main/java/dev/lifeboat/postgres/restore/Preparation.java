package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.program.ArchiveNames;
import dev.lifeboat.postgres.program.ArchiveNames.Use;
import dev.lifeboat.postgres.program.ProgramSet;
import dev.lifeboat.postgres.restore.ArchiveSelection.Selected;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found out before anything is written.
 *
 * @param database what becomes of the database itself
 * @param roles at the target
 * @param selected what of the archive is restored, empty for all
 * @param relations what the archive's entries make, and what each is
 * @param notes what is left out
 */
record Preparation(
        TargetDatabase database,
        Set<String> roles,
        Optional<Selected> selected,
        SortedMap<TableName, String> relations,
        List<String> notes) {
    /** Of a restore that is not prepared yet. */
    static final Preparation NONE = new Preparation(
            new TargetDatabase(false, true, false, "", ""),
            Set.of(),
            Optional.empty(),
            Collections.emptySortedMap(),
            List.of());

    Preparation {
        roles = Set.copyOf(roles);
        relations = Collections.unmodifiableSortedMap(new TreeMap<>(relations));
        notes = List.copyOf(notes);
    }

    /**
     * Finds it out.
     *
     * @throws LifeboatException ROLES_MISSING if the target lacks a role that is needed, TARGET_REFUSED if it lacks a
     *     tablespace, PRIVILEGE_MISSING if the role that restores may not make or give away what has to be, TARGET_NOT_EMPTY
     *     if a name is taken
     */
    static Preparation of(
            Connection connection, RestoreSource source, boolean create, RestoreOptions options, ProgramSet programs)
            throws SQLException {
        DatabaseEntry entry = source.index().database();
        TargetDatabase database = create
                ? TargetDatabase.toMake(connection, entry, options.owners())
                : TargetDatabase.existing(connection, options.intoExisting());
        Set<String> roles = TargetCheck.roles(connection);
        Set<String> schemas = create ? Set.of() : TargetCheck.schemas(connection);
        try (SchemaFile archive = SchemaFile.of(
                source.reader().openUncompressed(source.index().schema().archive()))) {
            Optional<Selected> selected = options.selection().isEverything()
                    ? Optional.empty()
                    : Optional.of(SelectedEntries.of(programs, archive.archive(), source.index(), options, schemas));
            if (selected.isPresent()) {
                archive.choose(selected.get().lines());
            }
            ArchiveNames names =
                    ArchiveNames.of(programs, archive.archive(), selected.map(chosen -> archive.entryList()));
            SortedMap<TableName, String> relations = new TreeMap<>(names.relations());
            options.selection().of(source.index()).stream()
                    .filter(table -> table.content() == Content.ROWS)
                    .forEach(table -> relations.put(new TableName(table.schema(), table.name()), "table"));
            if (options.intoExisting() && !create) {
                TargetCheck.requireAbsent(connection, relations);
            }
            TargetCheck.requireRoles(roles, RolesNeeded.of(source.index(), options, names, database));
            Set<String> tablespaces = new HashSet<>(names.of(Use.TABLESPACE));
            if (create) {
                tablespaces.add(entry.tablespace());
            }
            TargetCheck.requireTablespaces(connection, tablespaces);
            TargetRights rights = TargetRights.read(connection);
            requireRights(connection, rights, options, database, names, schemas);
            if (options.selection().of(source.index()).stream().anyMatch(Preparation::isOfLargeObjects)) {
                rights.requireReadLargeObjects(connection);
            }
            List<String> notes = new ArrayList<>(RestoreNotes.of(entry, options, database, names, roles));
            selected.ifPresent(chosen -> notes.addAll(chosen.leftOut()));
            return new Preparation(database, roles, selected, relations, notes);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.PROGRAM_FAILED,
                    "pg_restore could not be run to its end (%s): nothing was restored"
                            .formatted(e.getClass().getSimpleName()),
                    "repeat the command",
                    e);
        }
    }

    private static boolean isOfLargeObjects(TableEntry table) {
        return table.content() == Content.LARGE_OBJECTS && table.rows() > 0;
    }

    /** By the entries' own SQL; the owners of large objects stand among the rows, which are read too late. */
    private static void requireRights(
            Connection connection,
            TargetRights rights,
            RestoreOptions options,
            TargetDatabase database,
            ArchiveNames names,
            Set<String> schemas)
            throws SQLException {
        if (database.made()) {
            rights.requireCreateDatabase();
        } else {
            rights.requireCreate(connection, names.relations().keySet(), schemas);
        }
        if (options.owners()) {
            Set<String> owners = new HashSet<>(names.of(Use.OWNER));
            if (database.made()) {
                owners.add(database.owner());
            }
            rights.requireMember(connection, owners);
        }
    }

    /** Names of one kind that the restore makes. */
    Set<TableName> made(String kind) {
        return relations.entrySet().stream()
                .filter(relation -> relation.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
