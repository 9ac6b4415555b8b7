package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.DatabaseEntry.Privilege;
import dev.lifeboat.index.DatabaseEntry.Setting;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.program.ArchiveNames;
import dev.lifeboat.postgres.program.ArchiveNames.Use;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The roles that a restore needs.
 *
 * @param always whatever the options: those of policies and user mappings
 * @param byOptions those that owners, privileges and the database's own settings name, as far as they are restored
 */
record RolesNeeded(Set<String> always, Set<String> byOptions) {
    RolesNeeded {
        always = Set.copyOf(always);
        byOptions = Set.copyOf(byOptions);
    }

    /**
     * Finds them out.
     *
     * @param names in the archive's entries that are restored
     * @param target what becomes of the database itself
     */
    static RolesNeeded of(BackupIndex index, RestoreOptions options, ArchiveNames names, TargetDatabase target) {
        Set<String> always = new HashSet<>(names.of(Use.POLICY));
        always.addAll(names.of(Use.USER_MAPPING));
        Set<String> byOptions = new HashSet<>();
        if (options.owners()) {
            byOptions.addAll(names.of(Use.OWNER));
        }
        if (options.privileges()) {
            byOptions.addAll(names.of(Use.PRIVILEGE));
        }
        if (target.made() && options.owners()) {
            byOptions.add(index.database().owner());
        }
        if (target.becomesTheSource()) {
            addOfDatabase(index.database(), options, byOptions);
        }
        if (options.owners() || options.privileges()) {
            addOfLargeObjects(index, options, byOptions);
        }
        return new RolesNeeded(always, byOptions);
    }

    private static void addOfDatabase(DatabaseEntry database, RestoreOptions options, Set<String> roles) {
        if (options.privileges()) {
            database.privileges().stream()
                    .flatMap(all -> all.stream().map(Privilege::grantee).flatMap(Optional::stream))
                    .filter(grantee -> !grantee.equals(database.owner()))
                    .forEach(roles::add);
        }
        if (options.owners() || options.privileges()) {
            database.settings().stream()
                    .map(Setting::role)
                    .flatMap(Optional::stream)
                    .forEach(roles::add);
        }
    }

    /** Whose they are stands among the rows, which are read too late: so all roles count that the backup names. */
    private static void addOfLargeObjects(BackupIndex index, RestoreOptions options, Set<String> roles) {
        boolean any =
                index.tables().stream().anyMatch(table -> table.content() == Content.LARGE_OBJECTS && table.rows() > 0);
        if (any && options.selection().isEverything()) {
            roles.addAll(index.database().roles());
        }
    }
}
