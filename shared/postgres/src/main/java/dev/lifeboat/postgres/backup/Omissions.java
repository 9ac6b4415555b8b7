package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.OmittedEntry;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.inventory.Table;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what of a database cannot be stored: an error that names it, or an omission that was asked for. */
final class Omissions {
    private static final String FOREIGN_TABLES = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'f'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1, 2""";
    private static final String SUBSCRIPTIONS = """
            SELECT s.subname FROM pg_catalog.pg_subscription s
            JOIN pg_catalog.pg_database d ON d.oid = s.subdbid AND d.datname = pg_catalog.current_database()
            ORDER BY 1""";
    private static final int NAMED_AT_MOST = 10;

    private final Set<Omission> allowed;
    private final List<OmittedEntry> found = new ArrayList<>();

    private Omissions(Set<Omission> allowed) {
        this.allowed = allowed;
    }

    /**
     * All that is left out.
     *
     * @param allowed what the options name
     * @throws LifeboatException NOT_BACKED_UP if there is something else that cannot be stored
     */
    static List<OmittedEntry> find(Connection connection, ServerFacts server, List<Table> tables, Set<Omission> allowed)
            throws SQLException {
        Omissions omissions = new Omissions(allowed);
        omissions.add(
                Omission.FOREIGN_ROWS,
                Sql.list(
                        connection,
                        FOREIGN_TABLES,
                        row -> new TableName(row.getString("nspname"), row.getString("relname")).quoted()));
        if (server.inRecovery()) {
            omissions.add(Omission.UNLOGGED_ROWS, unlogged(tables).toList());
        }
        if (!server.superuser()) {
            omissions.add(
                    Omission.SUBSCRIPTIONS,
                    Sql.list(connection, SUBSCRIPTIONS, row -> Identifiers.quote(row.getString("subname"))));
        }
        if (allowed.contains(Omission.ROLE_PASSWORDS)) {
            omissions.add(Omission.ROLE_PASSWORDS, List.of("all roles"));
        }
        return omissions.found;
    }

    private static Stream<String> unlogged(List<Table> tables) {
        return tables.stream().filter(Table::unlogged).map(table -> table.name().quoted());
    }

    private void add(Omission omission, List<String> objects) {
        if (!objects.isEmpty() && !allowed.contains(omission)) {
            throw new LifeboatException(
                    ErrorCode.NOT_BACKED_UP,
                    "%s, here %s: no backup was made, for it would not be complete"
                            .formatted(omission.reason(), some(objects)),
                    "to leave them out and have every listing say so: --omit " + omission.option());
        }
        objects.forEach(object -> found.add(new OmittedEntry(omission.option(), object, omission.reason())));
    }

    private static String some(List<String> objects) {
        String named = String.join(", ", objects.subList(0, Math.min(NAMED_AT_MOST, objects.size())));
        int more = objects.size() - NAMED_AT_MOST;
        return more > 0 ? "%s and %d more".formatted(named, more) : named;
    }
}
