package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.ServerEntry;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has to be so at the target before anything is written there. */
final class TargetCheck {
    private static final String NOTHING_CHANGED = "nothing was restored";
    private static final String CREATE_OR_LEAVE_OUT =
            "create them, as in: lifeboat export BACKUP --globals --key FILE --to roles.sql, and psql --file roles.sql postgres; or restore without owners and privileges: --no-owner --no-privileges";
    private static final String CREATE =
            "create them, as in: lifeboat export BACKUP --globals --key FILE --to roles.sql, and psql --file roles.sql postgres; row-level security policies and user mappings need theirs with --no-owner --no-privileges, too";
    private static final String FIRST_OBJECT = """
            SELECT what FROM (
              SELECT 'schema ' || n.nspname AS what FROM pg_catalog.pg_namespace n
              WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public') AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                  AND d.objid = n.oid AND d.deptype = 'e')
              UNION ALL
              SELECT 'relation ' || n.nspname || '.' || c.relname
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.objid = c.oid AND d.deptype = 'e')
              UNION ALL
              SELECT 'function ' || p.oid::pg_catalog.regprocedure::text FROM pg_catalog.pg_proc p
              WHERE p.oid >= 16384 AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                  AND d.objid = p.oid AND d.deptype = 'e')
              UNION ALL
              SELECT 'extension ' || e.extname FROM pg_catalog.pg_extension e WHERE e.extname <> 'plpgsql'
              UNION ALL
              SELECT 'large object ' || m.oid FROM pg_catalog.pg_largeobject_metadata m) found
            LIMIT 1""";

    private static final String RELATIONS = """
            SELECT pg_catalog.current_database() AS database, n.nspname, c.relname,
                CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                    WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'type'
                    ELSE 'table' END AS kind
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY c.relkind IN ('r', 'p') DESC, c.relkind IN ('i', 'I'), n.nspname, c.relname""";

    private TargetCheck() {}

    /** Throws TARGET_EXISTS if there is a database of that name. */
    static void requireNoDatabase(Connection connection, String name) throws SQLException {
        if (!Sql.list(connection, "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?", row -> 1, name)
                .isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.TARGET_EXISTS,
                    "database \"%s\" exists already, so --create cannot make it: %s".formatted(name, NOTHING_CHANGED),
                    "name another database, or drop this one, or restore without --create if it is empty");
        }
    }

    /** Throws TARGET_NOT_EMPTY if the database holds anything that people or extensions made. */
    static void requireEmpty(Connection connection, String database) throws SQLException {
        List<String> found = Sql.list(connection, FIRST_OBJECT, row -> row.getString(1));
        if (!found.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.TARGET_NOT_EMPTY,
                    "database \"%s\" is not empty, it holds %s: %s"
                            .formatted(database, found.getFirst(), NOTHING_CHANGED),
                    "restore into a new database with --create, or add to this one with --into-existing");
        }
    }

    /** Throws TARGET_NOT_EMPTY if a relation is there already under the name of one that is to be made. */
    static void requireAbsent(Connection connection, Map<TableName, String> made) throws SQLException {
        Sql.each(connection, RELATIONS, row -> {
            TableName found = new TableName(row.getString("nspname"), row.getString("relname"));
            @Nullable String kind = made.get(found);
            if (kind != null) {
                throw new LifeboatException(
                        ErrorCode.TARGET_NOT_EMPTY,
                        "database \"%s\" has %s %s already%s: %s"
                                .formatted(
                                        row.getString("database"),
                                        withArticle(row.getString("kind")),
                                        found,
                                        row.getString("kind").equals(kind)
                                                ? ""
                                                : ", a name that %s of the backup has".formatted(withArticle(kind)),
                                        NOTHING_CHANGED),
                        "rename or drop that %s, or restore into another database".formatted(row.getString("kind")));
            }
        });
    }

    private static String withArticle(String kind) {
        return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
    }

    /** Throws TARGET_REFUSED if the server is older than the source. */
    static void requireVersion(ServerFacts target, ServerEntry source) {
        if (target.major() < source.major()) {
            throw new LifeboatException(
                    ErrorCode.TARGET_REFUSED,
                    "the target is PostgreSQL %d, the backup is of PostgreSQL %d and does not restore into an older one: %s"
                            .formatted(target.major(), source.major(), NOTHING_CHANGED),
                    "restore into PostgreSQL %d or newer".formatted(source.major()));
        }
    }

    /** Throws TARGET_REFUSED if the database cannot hold every byte of the source's texts. */
    static void requireEncoding(ServerFacts target, DatabaseEntry source) {
        if (!target.encoding().equals(source.encoding())) {
            throw new LifeboatException(
                    ErrorCode.TARGET_REFUSED,
                    "database \"%s\" has encoding %s, the backup has %s: %s"
                            .formatted(target.database(), target.encoding(), source.encoding(), NOTHING_CHANGED),
                    "have the database made as it was with --create, or create it with that encoding");
        }
    }

    /** Throws ROLES_MISSING if a role that the restore needs is not at the target. */
    static void requireRoles(Set<String> atTarget, RolesNeeded needed) {
        Set<String> missing = new TreeSet<>(needed.byOptions());
        missing.addAll(needed.always());
        missing.removeAll(atTarget);
        if (!missing.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.ROLES_MISSING,
                    "%s that the backup names %s missing on the target: %s: %s"
                            .formatted(
                                    missing.size() == 1 ? "one role" : missing.size() + " roles",
                                    missing.size() == 1 ? "is" : "are",
                                    missing.stream()
                                            .map(role -> '"' + role + '"')
                                            .collect(Collectors.joining(", ")),
                                    NOTHING_CHANGED),
                    atTarget.containsAll(needed.always()) ? CREATE_OR_LEAVE_OUT : CREATE);
        }
    }

    /** Throws TARGET_REFUSED if a tablespace is not at the target. */
    static void requireTablespaces(Connection connection, Set<String> needed) throws SQLException {
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(
                Sql.list(connection, "SELECT spcname FROM pg_catalog.pg_tablespace", row -> row.getString("spcname")));
        if (!missing.isEmpty()) {
            String names = missing.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            throw new LifeboatException(
                    ErrorCode.TARGET_REFUSED,
                    "the target lacks tablespaces of the backup, %s: %s".formatted(names, NOTHING_CHANGED),
                    "create each, as in: CREATE TABLESPACE \"%s\" LOCATION '/a/folder/on/the/server'"
                            .formatted(missing.iterator().next()));
        }
    }

    /** All schemas of the database. */
    static Set<String> schemas(Connection connection) throws SQLException {
        return Set.copyOf(Sql.list(connection, "SELECT nspname FROM pg_catalog.pg_namespace", row -> row.getString(1)));
    }

    /** All roles at the target. */
    static Set<String> roles(Connection connection) throws SQLException {
        return Set.copyOf(Sql.list(connection, "SELECT rolname FROM pg_catalog.pg_roles", row -> row.getString(1)));
    }
}
