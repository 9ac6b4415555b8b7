package dev.lifeboat.postgres.restore;

import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database that is restored into, as far as it is more than a place for tables.
 *
 * @param made whether the restore makes it
 * @param others whether it holds other things, which its settings and privileges are for
 * @param alterable whether the role that restores may change it
 * @param owner whom it belongs to once the restore is complete
 * @param restorer the role that restores
 */
record TargetDatabase(boolean made, boolean others, boolean alterable, String owner, String restorer) {
    private static final String EXISTING = """
            SELECT pg_catalog.pg_get_userbyid(datdba) AS owner, pg_catalog.pg_has_role(datdba, 'USAGE') AS alterable,
                   CURRENT_USER AS restorer
            FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()""";

    /** What the restore will make. */
    static TargetDatabase toMake(Connection connection, DatabaseEntry source, boolean owners) throws SQLException {
        String restorer = Sql.one(connection, "SELECT CURRENT_USER", row -> row.getString(1));
        return new TargetDatabase(true, false, true, owners ? source.owner() : restorer, restorer);
    }

    /** The database of the connection. */
    static TargetDatabase existing(Connection connection, boolean others) throws SQLException {
        return Sql.one(
                connection,
                EXISTING,
                row -> new TargetDatabase(
                        false, others, row.getBoolean("alterable"), row.getString("owner"), row.getString("restorer")));
    }

    /** Whether it gets the source's settings, privileges and comment. */
    boolean becomesTheSource() {
        return alterable && !others;
    }
}
