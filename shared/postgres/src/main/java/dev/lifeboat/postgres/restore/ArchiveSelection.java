package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.program.ArchiveEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries of a schema archive that some schemas and tables need: the tables, all that they depend on, and whatever else
 * lies in the schemas or belongs to the tables (defaults, indexes, constraints, triggers, policies, comments, privileges),
 * unless it needs a table, a view or the like that is not selected.
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

    /** Gives exclusion constraints their operators, and pg_dump does not say so of a constraint. */
    private static final String FOR_EXCLUSION = "- btree_gist";

    private final List<ArchiveEntry> all;
    private final Set<Integer> ofSchemas;
    private final Map<Integer, ArchiveEntry> byId = new HashMap<>();
    private final Set<Integer> forConstraints;
    private final Set<Integer> selected = new HashSet<>();
    private final Set<Integer> belonging = new HashSet<>();
    private final Map<Integer, String> leftOut = new LinkedHashMap<>();

    private ArchiveSelection(List<ArchiveEntry> all, Set<Integer> ofSchemas) {
        this.all = all;
        this.ofSchemas = ofSchemas;
        all.forEach(entry -> byId.put(entry.dumpId(), entry));
        forConstraints = all.stream()
                .filter(entry -> entry.description().equals("EXTENSION") && FOR_EXCLUSION.equals(entry.name()))
                .map(ArchiveEntry::dumpId)
                .collect(Collectors.toSet());
    }

    /**
     * What is selected, and what was not although it belongs to it.
     *
     * @param lines for pg_restore's {@code --use-list}, in the archive's order
     * @param leftOut what needs something that is not selected, as sentences
     * @param relations object identifiers of all selected tables and sequences
     */
    record Selected(List<String> lines, List<String> leftOut, Set<Long> relations) {}

    /**
     * Selects.
     *
     * @param tables by their object identifiers in the source
     * @param ofSchemas dump ids of what lies in the schemas that are wanted whole
     */
    static Selected of(List<ArchiveEntry> entries, Set<Long> tables, Set<Integer> ofSchemas) {
        ArchiveSelection selection = new ArchiveSelection(entries, ofSchemas);
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
        return selection.result();
    }

    /** The entry and everything that it depends on. */
    private Set<Integer> needs(ArchiveEntry entry) {
        Set<Integer> needed = new HashSet<>(Set.of(entry.dumpId()));
        List<ArchiveEntry> next = new ArrayList<>(List.of(entry));
        while (!next.isEmpty()) {
            ArchiveEntry last = next.removeLast();
            Set<Integer> ids = new HashSet<>(last.dependencies());
            if (last.description().equals("CONSTRAINT")) {
                ids.addAll(forConstraints);
            }
            for (int id : ids) {
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
                added |= belongs(entry) && belonging.add(entry.dumpId());
            } else if (!selected.contains(entry.dumpId()) && comesAlong(entry)) {
                added |= add(entry);
            }
        }
        return added;
    }

    private boolean belongs(ArchiveEntry entry) {
        return ofSchemas.contains(entry.dumpId()) || COMES_ALONG.contains(entry.description());
    }

    /** Of a partition, its parents come with it, and each of these has to be a partition of the next. */
    private boolean comesAlong(ArchiveEntry entry) {
        return ofSchemas.contains(entry.dumpId())
                || (COMES_ALONG.contains(entry.description())
                        && entry.dependencies().stream().anyMatch(belonging::contains))
                || (entry.description().equals("TABLE ATTACH") && selected.containsAll(entry.dependencies()));
    }

    private boolean add(ArchiveEntry entry) {
        Set<Integer> needed = needs(entry);
        Optional<ArchiveEntry> missing = needed.stream()
                .filter(id -> id != entry.dumpId() && !selected.contains(id) && !ofSchemas.contains(id))
                .map(byId::get)
                .filter(other -> other != null && HOLDS_ROWS.contains(other.description()))
                .min(Comparator.comparingInt(ArchiveEntry::dumpId));
        missing.ifPresent(other -> leftOut.put(
                entry.dumpId(),
                "left out, it needs a %s that is not restored: %s".formatted(lowerCase(other), text(entry))));
        if (missing.isPresent()) {
            return false;
        }
        belonging.add(entry.dumpId());
        return selected.addAll(needed);
    }

    private static String text(ArchiveEntry entry) {
        return lowerCase(entry) + " " + entry.name();
    }

    private static String lowerCase(ArchiveEntry entry) {
        return entry.description().toLowerCase(Locale.ROOT);
    }

    /** What belongs to something that is left out needs no line of its own. */
    private boolean isNamedByAnother(int id) {
        ArchiveEntry entry = byId.get(id);
        return entry != null
                && (COMES_ALONG.contains(entry.description())
                        || entry.description().endsWith(" DATA"))
                && entry.dependencies().stream().anyMatch(leftOut::containsKey);
    }

    private Selected result() {
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
        List<String> notes = leftOut.keySet().stream()
                .filter(id -> !isNamedByAnother(id))
                .map(leftOut::get)
                .toList();
        return new Selected(lines, notes, relations);
    }
}
