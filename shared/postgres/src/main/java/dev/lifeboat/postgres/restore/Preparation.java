package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.postgres.program.ArchiveList;
import dev.lifeboat.postgres.program.ArchiveNames;
import dev.lifeboat.postgres.program.ProgramSet;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was found out before anything is written.
 *
 * @param database what becomes of the database itself
 * @param roles at the target
 * @param notes what is left out
 */
record Preparation(TargetDatabase database, Set<String> roles, List<String> notes) {
    /** Of a restore that is not prepared yet. */
    static final Preparation NONE =
            new Preparation(new TargetDatabase(false, true, false, "", ""), Set.of(), List.of());

    Preparation {
        roles = Set.copyOf(roles);
        notes = List.copyOf(notes);
    }

    /**
     * Finds it out.
     *
     * @throws LifeboatException ROLES_MISSING if the target lacks a role that is needed
     */
    static Preparation of(
            Connection connection, RestoreSource source, boolean create, RestoreOptions options, ProgramSet programs)
            throws SQLException {
        DatabaseEntry entry = source.index().database();
        TargetDatabase database = create
                ? TargetDatabase.toMake(connection, entry, options.owners())
                : TargetDatabase.existing(connection, options.intoExisting());
        Set<String> roles = TargetCheck.roles(connection);
        ArchiveNames names = names(source, options, programs);
        TargetCheck.requireRoles(roles, RolesNeeded.of(source.index(), options, names, database));
        return new Preparation(database, roles, RestoreNotes.of(entry, options, database, names, roles));
    }

    private static ArchiveNames names(RestoreSource source, RestoreOptions options, ProgramSet programs) {
        try (SchemaFile archive = SchemaFile.of(
                source.reader().openUncompressed(source.index().schema().archive()))) {
            if (options.selection().isEverything()) {
                return ArchiveNames.of(programs, archive.archive(), Optional.empty());
            }
            archive.choose(ArchiveSelection.of(
                            new ArchiveList(programs).of(archive.archive()),
                            options.selection().relations(source.index()),
                            options.selection().schemas())
                    .lines());
            return ArchiveNames.of(programs, archive.archive(), Optional.of(archive.entryList()));
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.PROGRAM_FAILED,
                    "pg_restore could not be run to its end (%s): nothing was restored"
                            .formatted(e.getClass().getSimpleName()),
                    "repeat the command",
                    e);
        }
    }
}
