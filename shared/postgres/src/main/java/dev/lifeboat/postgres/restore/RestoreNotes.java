package dev.lifeboat.postgres.restore;

import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.DatabaseEntry.Setting;
import dev.lifeboat.postgres.program.ArchiveNames;
import dev.lifeboat.postgres.program.ArchiveNames.Use;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a restore leaves out because of its options or its target, told before it begins and in its report. */
final class RestoreNotes {
    private final DatabaseEntry source;
    private final RestoreOptions options;
    private final TargetDatabase target;
    private final List<String> notes = new ArrayList<>();

    private RestoreNotes(DatabaseEntry source, RestoreOptions options, TargetDatabase target) {
        this.source = source;
        this.options = options;
        this.target = target;
    }

    /**
     * Tells them.
     *
     * @param names in the archive's entries that would be restored without the options
     * @param roles at the target
     */
    static List<String> of(
            DatabaseEntry source,
            RestoreOptions options,
            TargetDatabase target,
            ArchiveNames names,
            Collection<String> roles) {
        RestoreNotes notes = new RestoreNotes(source, options, target);
        notes.owners(names);
        notes.privileges(names);
        notes.leaves(options.subscriptions(), "--no-subscriptions", "subscriptions", names.of(Use.SUBSCRIPTION));
        notes.leaves(options.publications(), "--no-publications", "publications", names.of(Use.PUBLICATION));
        notes.ofDatabase();
        notes.settingsWithoutRole(roles);
        return List.copyOf(notes.notes);
    }

    private void owners(ArchiveNames names) {
        Set<String> owners = new TreeSet<>(names.of(Use.OWNER));
        if (target.made()) {
            owners.add(source.owner());
        }
        owners.remove(target.restorer());
        leaves(options.owners(), "--no-owner", "owners", owners);
    }

    private void privileges(ArchiveNames names) {
        Set<String> holders = new TreeSet<>(names.of(Use.PRIVILEGE));
        holders.addAll(names.of(Use.PRIVILEGE_OF_ALL));
        if (target.becomesTheSource()) {
            source.privileges()
                    .ifPresent(
                            all -> all.forEach(one -> holders.add(one.grantee().orElse(ArchiveNames.ALL))));
        }
        leaves(options.privileges(), "--no-privileges", "privileges of", holders);
    }

    private void leaves(boolean wanted, String option, String what, Set<String> names) {
        if (!wanted && !names.isEmpty()) {
            notes.add("left out by %s: %s %s".formatted(option, what, quoted(names)));
        }
    }

    private void ofDatabase() {
        List<String> parts = parts();
        if (!target.becomesTheSource() && !parts.isEmpty()) {
            String why = target.others()
                    ? "the database holds other things"
                    : "only its owner %s may change the database".formatted(quoted(Set.of(target.owner())));
            notes.add("not restored, for %s: its %s".formatted(why, String.join(", its ", parts)));
        }
        if (!target.made() && options.owners() && !target.owner().equals(source.owner())) {
            notes.add("not restored: the database's owner %s, it belongs to %s"
                    .formatted(quoted(Set.of(source.owner())), quoted(Set.of(target.owner()))));
        }
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        if (!source.settings().isEmpty()) {
            parts.add(source.settings().stream()
                    .map(Setting::name)
                    .distinct()
                    .collect(Collectors.joining(", ", "settings (", ")")));
        }
        addIf(source.privileges().isPresent() && options.privileges(), "privileges", parts);
        addIf(source.comment().isPresent(), "comment", parts);
        addIf(source.connectionLimit() != -1, "connection limit", parts);
        addIf(!source.labels().isEmpty(), "security labels", parts);
        addIf(source.template(), "being a template", parts);
        return parts;
    }

    private static void addIf(boolean so, String part, List<String> parts) {
        if (so) {
            parts.add(part);
        }
    }

    /** With owners or privileges, a missing role is an error; without both, only its settings are lost. */
    private void settingsWithoutRole(Collection<String> roles) {
        if (!target.becomesTheSource()) {
            return;
        }
        for (Setting setting : source.settings()) {
            setting.role()
                    .filter(role -> !roles.contains(role))
                    .ifPresent(role ->
                            notes.add("not restored, for role %s is not on the target: its setting %s for this database"
                                    .formatted(quoted(Set.of(role)), setting.name())));
        }
    }

    private static String quoted(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}
