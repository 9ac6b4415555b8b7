package dev.lifeboat.postgres.selftest;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** Compares which materialized views are filled: pg_dump's definitions do not say, and their rows are computed anew. */
final class SameViews {
    private static final String POPULATED = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'm' AND c.relispopulated""";

    private SameViews() {}

    /**
     * Makes sure that they are the same.
     *
     * @throws LifeboatException PROOF_MISMATCH naming the first view that is filled in one of the two only
     */
    static void require(Connection source, Connection restored) throws SQLException {
        Set<TableName> expected = populated(source);
        Set<TableName> seen = populated(restored);
        Set<TableName> all = new TreeSet<>(expected);
        all.addAll(seen);
        for (TableName name : all) {
            if (expected.contains(name) != seen.contains(name)) {
                throw different(name, seen.contains(name));
            }
        }
    }

    private static Set<TableName> populated(Connection connection) throws SQLException {
        return new TreeSet<>(Sql.list(connection, POPULATED, row -> new TableName(row.getString(1), row.getString(2))));
    }

    private static LifeboatException different(TableName name, boolean restored) {
        return new LifeboatException(
                ErrorCode.PROOF_MISMATCH,
                "materialized view %s is filled in the %s database only: a restore would not give this database back"
                        .formatted(name, restored ? "restored" : "tested"),
                "see whether it was refreshed while the test ran, and repeat it; otherwise refresh it after a restore");
    }
}
