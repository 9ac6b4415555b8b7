package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the role that restores is allowed at the target. A superuser is allowed everything. */
record TargetRights(String role, String database, boolean superuser, boolean createsDatabases, boolean createsSchemas) {
    private static final int FIRST_WITH_SET = 16;
    private static final String OF_THE_ROLE = """
            SELECT rolname, pg_catalog.current_database() AS database, rolsuper, rolcreatedb,
                pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') AS creates
            FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER""";
    private static final String READS_LARGE_OBJECTS =
            "SELECT pg_catalog.has_table_privilege('pg_catalog.pg_largeobject', 'SELECT')";
    private static final String FOREIGN_ROLES =
            "SELECT rolname FROM pg_catalog.pg_roles WHERE NOT pg_catalog.pg_has_role(oid, '%s')";
    private static final String CLOSED_SCHEMAS =
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE NOT pg_catalog.has_schema_privilege(oid, 'CREATE')";

    static TargetRights read(Connection connection) throws SQLException {
        return Sql.one(
                connection,
                OF_THE_ROLE,
                row -> new TargetRights(
                        row.getString("rolname"),
                        row.getString("database"),
                        row.getBoolean("rolsuper"),
                        row.getBoolean("rolcreatedb"),
                        row.getBoolean("creates")));
    }

    /** Throws PRIVILEGE_MISSING if it may not make a database. */
    void requireCreateDatabase() {
        if (!superuser && !createsDatabases) {
            throw missing(
                    "create databases, as --create has to",
                    "let a superuser run: ALTER ROLE %s CREATEDB; or restore into an empty database, without --create"
                            .formatted(Identifiers.quote(role)));
        }
    }

    /** Throws PRIVILEGE_MISSING if it may not read large objects, of which only their owners may read one by one. */
    void requireReadLargeObjects(Connection connection) throws SQLException {
        if (!superuser && !Sql.one(connection, READS_LARGE_OBJECTS, row -> row.getBoolean(1))) {
            throw missing(
                    "read large objects back, as their proof has to",
                    "let a superuser run: GRANT pg_read_all_data TO %s; or restore as a superuser"
                            .formatted(Identifiers.quote(role)));
        }
    }

    /**
     * Throws PRIVILEGE_MISSING if it may not give an object to one of its owners.
     *
     * @param owners roles that are at the target
     */
    void requireMember(Connection connection, Collection<String> owners) throws SQLException {
        if (superuser) {
            return;
        }
        int major = connection.getMetaData().getDatabaseMajorVersion();
        String right = major >= FIRST_WITH_SET ? "SET" : "MEMBER";
        Set<String> foreign =
                new TreeSet<>(Sql.list(connection, FOREIGN_ROLES.formatted(right), row -> row.getString("rolname")));
        foreign.retainAll(owners);
        if (!foreign.isEmpty()) {
            throw missing(
                    "make %s the owner of what is theirs in the backup".formatted(quoted(foreign)),
                    "restore as a superuser; or let everything belong to that role: --no-owner; or let a superuser run: GRANT %s TO %s"
                            .formatted(quoted(foreign), Identifiers.quote(role)));
        }
    }

    /**
     * Throws PRIVILEGE_MISSING if it may not make something where it belongs.
     *
     * @param made whose schemas count
     * @param atTarget the schemas that are there
     */
    void requireCreate(Connection connection, Collection<TableName> made, Set<String> atTarget) throws SQLException {
        if (superuser) {
            return;
        }
        Set<String> schemas = made.stream().map(TableName::schema).collect(Collectors.toCollection(TreeSet::new));
        Set<String> absent = new TreeSet<>(schemas);
        absent.removeAll(atTarget);
        if (!createsSchemas && !absent.isEmpty()) {
            throw missing(
                    "create schemas in database \"%s\", which needs %s".formatted(database, quoted(absent)),
                    "let its owner run: GRANT CREATE ON DATABASE %s TO %s"
                            .formatted(Identifiers.quote(database), Identifiers.quote(role)));
        }
        Set<String> closed = new HashSet<>(Sql.list(connection, CLOSED_SCHEMAS, row -> row.getString("nspname")));
        schemas.retainAll(closed);
        if (!schemas.isEmpty()) {
            throw missing(
                    "create anything in schemas %s of database \"%s\"".formatted(quoted(schemas), database),
                    "let their owners run: GRANT CREATE ON SCHEMA %s TO %s"
                            .formatted(quoted(schemas), Identifiers.quote(role)));
        }
    }

    private LifeboatException missing(String what, String hint) {
        return new LifeboatException(
                ErrorCode.PRIVILEGE_MISSING,
                "role \"%s\" may not %s: nothing was restored".formatted(role, what),
                hint);
    }

    private static String quoted(Collection<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }
}
