package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Lists the tables whose rows are to be stored, with all that is needed to read them. */
public final class TableList {
    /**
     * A leaf's columns come in the order of its root's, so that a row reads the same in whichever leaf it lies.
     *
     * <p>Rows of operator classes which hash object identifiers, or may hold values that do, can hash differently after a
     * restore: such trees are loaded through their root.
     */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relpersistence = 'u' AS unlogged,
                   pg_catalog.pg_relation_filenode(c.oid) AS file_node,
                   coalesce(am.amname, '') AS access_method,
                   coalesce(ts.spcname, (SELECT s.spcname FROM pg_catalog.pg_tablespace s
                                         JOIN pg_catalog.pg_database b ON b.dattablespace = s.oid
                                         WHERE b.datname = pg_catalog.current_database())) AS tablespace,
                   ARRAY(SELECT a.relid::bigint
                         FROM pg_catalog.pg_partition_ancestors(c.oid) WITH ORDINALITY a (relid, position)
                         WHERE a.position > 1 ORDER BY a.position) AS ancestors,
                   EXISTS (SELECT FROM pg_catalog.pg_partition_ancestors(c.oid) a (relid)
                           JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = a.relid AND p.partstrat = 'h'
                           JOIN pg_catalog.pg_opclass o ON o.oid = ANY (p.partclass::pg_catalog.oid[])
                           WHERE o.opcname IN ('enum_ops', 'array_ops', 'range_ops', 'multirange_ops', 'record_ops'))
                     AS hashed_by_oid,
                   (SELECT nullif(e.extcondition[pg_catalog.array_position(e.extconfig, c.oid)], '')
                    FROM pg_catalog.pg_extension e WHERE c.oid = ANY (e.extconfig) LIMIT 1) AS filter,
                   (SELECT pg_catalog.array_agg(a.attname::text ORDER BY coalesce(r.attnum, a.attnum))
                    FROM pg_catalog.pg_attribute a
                    LEFT JOIN pg_catalog.pg_attribute r
                      ON r.attrelid = pg_catalog.pg_partition_root(c.oid) AND r.attname = a.attname
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
                   (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.position)
                    FROM pg_catalog.pg_index i
                    CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY k (attnum, position)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                    WHERE i.indrelid = c.oid AND i.indisprimary AND k.position <= i.indnkeyatts) AS primary_key,
                   pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::bigint AS blocks,
                   CASE WHEN c.reltoastrelid = 0 THEN 0
                        ELSE pg_catalog.pg_relation_size(c.reltoastrelid) END AS toast_bytes
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
            LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
            WHERE c.relkind = 'r' AND %s
            ORDER BY c.oid""".formatted(RelationList.OWNED_BY_USERS);

    private TableList() {}

    /** The tables that the connection's snapshot shows, by object identifier. */
    public static List<Table> read(Connection connection) throws SQLException {
        return Sql.list(connection, TABLES, TableList::table);
    }

    private static Table table(ResultSet row) throws SQLException {
        return new Table(
                Content.ROWS,
                row.getLong("oid"),
                new TableName(row.getString("nspname"), row.getString("relname")),
                Sql.texts(row, "columns"),
                row.getLong("file_node"),
                row.getString("tablespace"),
                row.getString("access_method"),
                row.getBoolean("unlogged"),
                Sql.numbers(row, "ancestors"),
                row.getBoolean("hashed_by_oid"),
                Sql.text(row, "filter"),
                Sql.texts(row, "primary_key"),
                row.getLong("blocks"),
                row.getLong("toast_bytes"));
    }
}
