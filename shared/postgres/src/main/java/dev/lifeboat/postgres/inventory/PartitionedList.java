package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.PartitionedEntry;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lists partitioned tables, which hold no rows themselves. */
public final class PartitionedList {
    private static final String PARTITIONED = """
            SELECT c.oid, n.nspname, c.relname,
                   ARRAY(SELECT a.relid::bigint
                         FROM pg_catalog.pg_partition_ancestors(c.oid) WITH ORDINALITY a (relid, position)
                         WHERE a.position > 1 ORDER BY a.position) AS ancestors
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'p' AND %s
            ORDER BY c.oid""".formatted(RelationList.OWNED_BY_USERS);

    private PartitionedList() {}

    /** The partitioned tables that the connection's snapshot shows, by object identifier. */
    public static List<PartitionedEntry> read(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                PARTITIONED,
                row -> new PartitionedEntry(
                        row.getLong("oid"),
                        row.getString("nspname"),
                        row.getString("relname"),
                        Sql.numbers(row, "ancestors")));
    }
}
