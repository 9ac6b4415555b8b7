package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.program.ArchiveEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The entries of a schema archive that some tables need: the tables, all that they depend on, and of what depends on them
 * whatever needs no table beside them: defaults, indexes, constraints, triggers, policies, comments, privileges.
 */
final class ArchiveSelection {
    /** The object identifier of pg_class, which describes relations. */
    private static final long RELATIONS = 1259;

    /** What belongs to a table and comes with it. */
    private static final Set<String> COMES_ALONG = Set.of(
            "ACL",
            "CHECK CONSTRAINT",
            "COMMENT",
            "CONSTRAINT",
            "DEFAULT",
            "FK CONSTRAINT",
            "INDEX",
            "INDEX ATTACH",
            "POLICY",
            "ROW SECURITY",
            "RULE",
            "SECURITY LABEL",
            "SEQUENCE",
            "SEQUENCE OWNED BY",
            "STATISTICS",
            "TABLE ATTACH",
            "TRIGGER");

    private static final Set<String> HOLDS_ROWS =
            Set.of("TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SUBSCRIPTION", "PUBLICATION");

    private final Map<Integer, ArchiveEntry> byId = new HashMap<>();
    private final List<ArchiveEntry> all;
    private final Set<Integer> selected = new HashSet<>();
    private final Set<Integer> belonging = new HashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    private ArchiveSelection(List<ArchiveEntry> all) {
        this.all = all;
        all.forEach(entry -> byId.put(entry.dumpId(), entry));
    }

    /**
     * What is selected, and what was not although it belongs to the tables.
     *
     * @param lines for pg_restore's {@code --use-list}, in the archive's order
     * @param leftOut entries that need a table which is not selected
     * @param others what else the schemas hold, which no table needs
     * @param relations object identifiers of all selected tables and sequences
     */
    record Selected(List<String> lines, List<String> leftOut, List<String> others, Set<Long> relations) {}

    /**
     * Selects for these tables, by their object identifiers in the source.
     *
     * @param schemas that a person asked for: whatever of them is not selected is to be named
     */
    static Selected of(List<ArchiveEntry> entries, Set<Long> tables, List<String> schemas) {
        ArchiveSelection selection = new ArchiveSelection(entries);
        for (ArchiveEntry entry : entries) {
            if (entry.catalog() == RELATIONS
                    && tables.contains(entry.object())
                    && entry.description().equals("TABLE")) {
                selection.belonging.add(entry.dumpId());
                selection.selected.addAll(selection.needs(entry));
            }
        }
        while (selection.addWhatBelongs()) {
            // what was added can have something of its own: an index a comment, a sequence a privilege
        }
        return selection.result(schemas);
    }

    /** The entry and everything that it depends on. */
    private Set<Integer> needs(ArchiveEntry entry) {
        Set<Integer> needed = new HashSet<>(Set.of(entry.dumpId()));
        List<ArchiveEntry> next = new ArrayList<>(List.of(entry));
        while (!next.isEmpty()) {
            for (int id : next.removeLast().dependencies()) {
                ArchiveEntry dependency = byId.get(id);
                if (dependency != null && needed.add(id)) {
                    next.add(dependency);
                }
            }
        }
        return needed;
    }

    private boolean addWhatBelongs() {
        boolean added = false;
        leftOut.clear();
        for (ArchiveEntry entry : all) {
            if (selected.contains(entry.dumpId()) && !belonging.contains(entry.dumpId())) {
                added |= COMES_ALONG.contains(entry.description()) && belonging.add(entry.dumpId());
            } else if (!selected.contains(entry.dumpId()) && comesAlong(entry)) {
                added |= add(entry);
            }
        }
        return added;
    }

    private boolean comesAlong(ArchiveEntry entry) {
        return COMES_ALONG.contains(entry.description())
                && entry.dependencies().stream().anyMatch(belonging::contains);
    }

    private boolean add(ArchiveEntry entry) {
        Set<Integer> needed = needs(entry);
        boolean needsAnotherTable = needed.stream()
                .filter(id -> !selected.contains(id))
                .map(byId::get)
                .anyMatch(other -> other != null && HOLDS_ROWS.contains(other.description()));
        if (needsAnotherTable) {
            leftOut.add(text(entry));
            return false;
        }
        belonging.add(entry.dumpId());
        return selected.addAll(needed);
    }

    private static String text(ArchiveEntry entry) {
        return entry.description().toLowerCase(Locale.ROOT) + " " + entry.name();
    }

    /** What belongs to something that is named does not need a name of its own. */
    private boolean isOther(ArchiveEntry entry, List<String> schemas) {
        boolean stands = !COMES_ALONG.contains(entry.description())
                || entry.description().equals("SEQUENCE");
        return !selected.contains(entry.dumpId())
                && !entry.description().endsWith(" DATA")
                && schemas.stream()
                        .anyMatch(schema -> (stands && entry.name().startsWith(schema + " "))
                                || entry.name().startsWith("- SCHEMA " + schema + " "));
    }

    private Selected result(List<String> schemas) {
        List<String> lines = new ArrayList<>();
        Set<Long> relations = new HashSet<>();
        for (ArchiveEntry entry : all) {
            if (selected.contains(entry.dumpId())) {
                lines.add(entry.line());
                if (entry.catalog() == RELATIONS) {
                    relations.add(entry.object());
                }
            }
        }
        List<String> others = all.stream()
                .filter(entry -> isOther(entry, schemas))
                .map(ArchiveSelection::text)
                .toList();
        return new Selected(lines, List.copyOf(leftOut), others, relations);
    }
}
