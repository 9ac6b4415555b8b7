package dev.lifeboat.postgres.inventory;

import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lists the relations that a backup has to lock: tables and partitioned tables that people made. */
public final class RelationList {
    /**
     * Which relations of pg_class {@code c} in pg_namespace {@code n} belong to the database's users rather than to
     * PostgreSQL or an extension; an extension's configuration tables count as the users' (PostgreSQL documentation,
     * "Extension Configuration Tables"). What pg_dump takes, and what a backup has to take.
     */
    static final String OWNED_BY_USERS = """
            c.relpersistence <> 't'
            AND (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                 WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                   AND d.objid = c.oid AND d.deptype = 'e')
                 OR EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE c.oid = ANY (e.extconfig)))""";

    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relfilenode, pg_catalog.pg_relation_filenode(c.oid) AS node_now
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND %s
            ORDER BY c.oid""".formatted(OWNED_BY_USERS);

    private RelationList() {}

    /**
     * One relation.
     *
     * @param fileNode its file node as the snapshot in force shows it
     * @param fileNodeNow its file node at this moment
     */
    public record Relation(long oid, TableName name, long fileNode, long fileNodeNow) {
        boolean isRewritten() {
            return fileNode != fileNodeNow;
        }
    }

    /** The relations that the connection's snapshot shows, by object identifier. */
    public static List<Relation> read(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                RELATIONS,
                row -> new Relation(
                        row.getLong("oid"),
                        new TableName(row.getString("nspname"), row.getString("relname")),
                        row.getLong("relfilenode"),
                        row.getLong("node_now")));
    }
}
