package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a backup is to be restored.
 *
 * @param schemas whole schemas; with no tables either, everything
 * @param tables tables by {@code schema.table} as a person writes it, or by name alone where only one schema has it
 */
public record Selection(List<String> schemas, List<String> tables) {
    public static final Selection EVERYTHING = new Selection(List.of(), List.of());

    public Selection {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
    }

    public boolean isEverything() {
        return schemas.isEmpty() && tables.isEmpty();
    }

    /**
     * The tables that are meant, partitions of a named table's tree not included.
     *
     * @throws LifeboatException TABLE_UNKNOWN if a schema or table is not in the backup, or a name could mean several
     */
    public List<TableEntry> of(List<TableEntry> all) {
        if (isEverything()) {
            return all;
        }
        List<TableEntry> rows =
                all.stream().filter(table -> table.content() == Content.ROWS).toList();
        Set<Long> wanted = tables.stream().map(name -> find(name, rows).oid()).collect(Collectors.toSet());
        for (String schema : schemas) {
            List<TableEntry> in =
                    rows.stream().filter(table -> table.schema().equals(schema)).toList();
            if (in.isEmpty()) {
                throw unknown("schema", schema, "the backup holds no table in it");
            }
            in.forEach(table -> wanted.add(table.oid()));
        }
        return rows.stream().filter(table -> wanted.contains(table.oid())).toList();
    }

    /** The table that a person means by a name. */
    public static TableEntry find(String name, List<TableEntry> rows) {
        List<TableEntry> found = rows.stream()
                .filter(table -> name.equals(table.schema() + "." + table.name()))
                .toList();
        if (found.isEmpty()) {
            found = rows.stream().filter(table -> name.equals(table.name())).toList();
        }
        return switch (found.size()) {
            case 1 -> found.getFirst();
            case 0 -> throw unknown("table", name, "the backup does not hold it");
            default -> throw unknown("table", name, "the backup holds %d of that name".formatted(found.size()));
        };
    }

    private static LifeboatException unknown(String what, String name, String why) {
        return new LifeboatException(
                ErrorCode.TABLE_UNKNOWN,
                "%s '%s' cannot be restored, %s: nothing was restored".formatted(what, name, why),
                "see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE");
    }
}
