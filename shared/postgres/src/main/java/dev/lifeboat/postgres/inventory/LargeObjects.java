package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Large objects, seen as two tables: one of their contents, one of what is known about them. */
public final class LargeObjects {
    /** pg_largeobject and pg_largeobject_metadata have had these object identifiers in every release. */
    private static final long PAGES_OID = 2613;

    private static final long OBJECTS_OID = 2995;
    private static final String CATALOG = "pg_catalog";

    /**
     * One row a large object, the same before and after a restore: identifier, owner, privileges (grantee or null for
     * PUBLIC, privilege, grantable; null where they are the default), comment, security labels.
     */
    public static final String METADATA = """
            SELECT m.oid, pg_catalog.pg_get_userbyid(m.lomowner),
                   CASE WHEN m.lomacl IS NOT NULL THEN coalesce((
                     SELECT pg_catalog.json_agg(pg_catalog.json_build_array(
                       CASE WHEN a.grantee <> 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END,
                       a.privilege_type, a.is_grantable)
                       ORDER BY a.grantee <> 0, pg_catalog.pg_get_userbyid(a.grantee) COLLATE "C", a.privilege_type COLLATE "C",
                                a.is_grantable)
                     FROM pg_catalog.aclexplode(m.lomacl) a)::pg_catalog.text, '[]') END,
                   pg_catalog.obj_description(m.oid, 'pg_largeobject'),
                   (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(l.provider, l.label) ORDER BY l.provider)
                    FROM pg_catalog.pg_seclabel l
                    WHERE l.objoid = m.oid AND l.classoid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass)::pg_catalog.text
            FROM pg_catalog.pg_largeobject_metadata m""";

    private static final String SIZES = """
            SELECT pg_catalog.pg_relation_size('pg_catalog.pg_largeobject')
                     / pg_catalog.current_setting('block_size')::bigint AS page_blocks,
                   pg_catalog.pg_relation_size('pg_catalog.pg_largeobject_metadata')
                     / pg_catalog.current_setting('block_size')::bigint AS object_blocks,
                   pg_catalog.pg_relation_filenode('pg_catalog.pg_largeobject') AS page_node,
                   pg_catalog.pg_relation_filenode('pg_catalog.pg_largeobject_metadata') AS object_node,
                   EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata) AS present""";

    private LargeObjects() {}

    /** The two tables; none where the database has no large objects. */
    public static List<Table> tables(Connection connection) throws SQLException {
        return Sql.one(connection, SIZES, row -> {
            if (!row.getBoolean("present")) {
                return List.of();
            }
            Table objects = table(
                    Content.LARGE_OBJECTS,
                    OBJECTS_OID,
                    "pg_largeobject_metadata",
                    List.of("oid", "owner", "privileges", "comment", "labels"),
                    row.getLong("object_node"),
                    row.getLong("object_blocks"));
            Table pages = table(
                    Content.LARGE_OBJECT_PAGES,
                    PAGES_OID,
                    "pg_largeobject",
                    List.of("loid", "pageno", "data"),
                    row.getLong("page_node"),
                    row.getLong("page_blocks"));
            return List.of(objects, pages);
        });
    }

    private static Table table(
            Content content, long oid, String name, List<String> columns, long fileNode, long blocks) {
        return new Table(
                content,
                oid,
                new TableName(CATALOG, name),
                columns,
                fileNode,
                "pg_default",
                "heap",
                false,
                List.of(),
                false,
                Optional.empty(),
                List.of(),
                blocks,
                0);
    }
}
