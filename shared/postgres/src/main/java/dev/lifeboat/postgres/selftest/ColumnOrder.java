package dev.lifeboat.postgres.selftest;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tables that inherit, and whose columns PostgreSQL's own dump and restore puts in another order: CREATE TABLE ... INHERITS
 * puts what is inherited first, also where a table got its parent, or the parent a column, later than its own columns.
 */
final class ColumnOrder {
    private static final int NAMED = 5;
    private static final String COLUMNS = """
            SELECT n.nspname, c.relname,
                   ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT c.relispartition AND c.oid IN (SELECT inhrelid FROM pg_catalog.pg_inherits)""";

    private final Map<TableName, List<String>> source;
    private final Map<TableName, List<String>> restored;
    private final List<TableName> changed;

    private ColumnOrder(Map<TableName, List<String>> source, Map<TableName, List<String>> restored) {
        this.source = source;
        this.restored = restored;
        changed = source.keySet().stream().filter(this::isOnlyReordered).toList();
    }

    static ColumnOrder read(Connection source, Connection restored) throws SQLException {
        return new ColumnOrder(columns(source), columns(restored));
    }

    private static Map<TableName, List<String>> columns(Connection connection) throws SQLException {
        Map<TableName, List<String>> columns = new TreeMap<>();
        Sql.each(
                connection,
                COLUMNS,
                row -> columns.put(new TableName(row.getString(1), row.getString(2)), Sql.texts(row, "columns")));
        return columns;
    }

    private boolean isOnlyReordered(TableName name) {
        List<String> before = source.getOrDefault(name, List.of());
        List<String> after = restored.getOrDefault(name, List.of());
        return !before.equals(after) && new TreeSet<>(before).equals(new TreeSet<>(after));
    }

    /** Whether all is as it was. */
    boolean isKept() {
        return changed.isEmpty();
    }

    /**
     * Makes sure that all is as it was.
     *
     * @throws LifeboatException PROOF_MISMATCH with each such table and what became of it
     */
    void require() {
        if (isKept()) {
            return;
        }
        String tables = changed.stream()
                .limit(NAMED)
                .map(name -> "%s (%s), which was (%s)".formatted(name, list(restored, name), list(source, name)))
                .collect(Collectors.joining("; "));
        String more = changed.size() > NAMED ? "; and %d more".formatted(changed.size() - NAMED) : "";
        throw new LifeboatException(
                ErrorCode.PROOF_MISMATCH,
                "all came back but the order of columns in %d tables that inherit: %s%s: statements that name columns find the same rows, others do not"
                        .formatted(changed.size(), tables, more),
                "pg_dump and pg_restore do the same, since they put inherited columns first: name the columns in statements, or make such tables anew in that order");
    }

    private static String list(Map<TableName, List<String>> columns, TableName name) {
        return String.join(", ", columns.getOrDefault(name, List.of()));
    }
}
