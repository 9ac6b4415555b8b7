package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.Nearest;
import dev.lifeboat.index.PartitionedEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.connect.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a backup is to be restored.
 *
 * @param schemas whole schemas; with no tables either, everything
 * @param tables tables by {@code schema.table}, each part as it is or quoted as in SQL, or by name alone where only one schema has it
 */
public record Selection(List<String> schemas, List<String> tables) {
    private static final int CANDIDATES = 5;

    public static final Selection EVERYTHING = new Selection(List.of(), List.of());

    public Selection {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
    }

    public boolean isEverything() {
        return schemas.isEmpty() && tables.isEmpty();
    }

    /** Whether it names tables alone. */
    boolean isOfTables() {
        return schemas.isEmpty() && !tables.isEmpty();
    }

    /**
     * The tables whose rows are meant; of a partitioned table, all its leaves.
     *
     * @throws LifeboatException TABLE_UNKNOWN if a table is not in the backup, or a name could mean several
     */
    public List<TableEntry> of(BackupIndex index) {
        if (isEverything()) {
            return index.tables();
        }
        Set<Long> wanted = relations(index);
        return index.tables().stream()
                .filter(table -> wanted.contains(table.oid()))
                .toList();
    }

    /** Object identifiers of all tables and partitioned tables that are meant, those below them included. */
    Set<Long> relations(BackupIndex index) {
        List<Relation> all = all(index);
        Set<Long> wanted = new HashSet<>();
        tables.forEach(name -> wanted.add(find(name, all).oid()));
        for (String schema : schemas) {
            all.stream()
                    .filter(relation -> relation.schema().equals(schema))
                    .forEach(relation -> wanted.add(relation.oid()));
        }
        all.stream()
                .filter(relation -> relation.ancestors().stream().anyMatch(wanted::contains))
                .map(Relation::oid)
                .toList()
                .forEach(wanted::add);
        return wanted;
    }

    static boolean hasTables(String schema, BackupIndex index) {
        return all(index).stream().anyMatch(relation -> relation.schema().equals(schema));
    }

    private record Relation(long oid, String schema, String name, List<Long> ancestors) {
        /** Each part may be given as it is, or quoted as in SQL. */
        boolean isCalled(String given) {
            return parts(schema).anyMatch(first -> parts(name).anyMatch(second -> given.equals(first + "." + second)));
        }

        boolean isCalledAlone(String given) {
            return parts(name).anyMatch(given::equals);
        }

        private static Stream<String> parts(String name) {
            return Stream.of(name, Identifiers.quote(name));
        }
    }

    private static List<Relation> all(BackupIndex index) {
        List<Relation> all = new ArrayList<>();
        for (TableEntry table : index.tables()) {
            if (table.content() == Content.ROWS) {
                all.add(new Relation(table.oid(), table.schema(), table.name(), table.ancestors()));
            }
        }
        for (PartitionedEntry table : index.partitioned()) {
            all.add(new Relation(table.oid(), table.schema(), table.name(), table.ancestors()));
        }
        return all;
    }

    private static Relation find(String name, List<Relation> all) {
        List<Relation> found =
                all.stream().filter(relation -> relation.isCalled(name)).toList();
        if (found.isEmpty()) {
            found = all.stream()
                    .filter(relation -> relation.isCalledAlone(name))
                    .toList();
        }
        return switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 -> throw unknown("table", name, "the backup does not hold it" + like(name, all));
            default ->
                throw unknown(
                        "table", name, "the backup holds %d of that name%s".formatted(found.size(), names(found)));
        };
    }

    /** What was meant, perhaps: names that differ in case, schema, one letter or so. */
    private static String like(String name, List<Relation> all) {
        String near = names(all.stream()
                .filter(relation -> Nearest.isNear(lastOf(name), relation.name()))
                .toList());
        return near.replaceFirst("^, ", ", but ");
    }

    /** The first of them, each after a comma. */
    private static String names(List<Relation> relations) {
        return relations.stream()
                .map(relation -> ", %s.%s".formatted(relation.schema(), relation.name()))
                .sorted()
                .limit(CANDIDATES)
                .collect(Collectors.joining());
    }

    private static String lastOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }

    static LifeboatException unknown(String what, String name, String why) {
        return new LifeboatException(
                ErrorCode.TABLE_UNKNOWN,
                "%s '%s' was not found, %s: nothing was written".formatted(what, name, why),
                "see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE");
    }
}
