package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Has the planner's statistics gathered for every table but foreign ones, and those above them, for which the rows would
 * be asked of another system.
 */
final class Statistics {
    private static final int AT_ONCE = 200;
    private static final String TABLES = """
            WITH RECURSIVE over_foreign (oid) AS (
              SELECT oid FROM pg_catalog.pg_class WHERE relkind = 'f'
              UNION SELECT i.inhparent FROM pg_catalog.pg_inherits i JOIN over_foreign o ON o.oid = i.inhrelid)
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND (c.relkind IN ('r', 'p') OR c.relkind = 'm' AND c.relispopulated)
              AND c.oid NOT IN (SELECT oid FROM over_foreign)
            ORDER BY c.relpages DESC""";

    private Statistics() {}

    static void gather(Connection connection) throws SQLException {
        List<TableName> tables = Sql.list(connection, TABLES, row -> new TableName(row.getString(1), row.getString(2)));
        for (int from = 0; from < tables.size(); from += AT_ONCE) {
            List<TableName> some = tables.subList(from, Math.min(from + AT_ONCE, tables.size()));
            Sql.run(
                    connection,
                    "ANALYZE " + some.stream().map(TableName::quoted).collect(Collectors.joining(", ")));
        }
    }
}
