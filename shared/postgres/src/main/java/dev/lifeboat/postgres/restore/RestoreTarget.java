package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.SessionDatabase;
import java.util.function.Function;

/**
 * The database to restore into.
 *
 * @param address of the database, which {@code create} makes first
 * @param maintenance of a database of the same server that is there in any case, to create from
 * @param create whether to create it as the source was
 * @param sessions makes all connections but those of PostgreSQL's own programs
 */
public record RestoreTarget(
        DatabaseAddress address,
        DatabaseAddress maintenance,
        ClientPrograms programs,
        boolean create,
        Function<DatabaseAddress, Database> sessions) {
    public RestoreTarget(
            DatabaseAddress address, DatabaseAddress maintenance, ClientPrograms programs, boolean create) {
        this(address, maintenance, programs, create, to -> new SessionDatabase(to, "lifeboat restore"));
    }

    /** Connections to the database itself. */
    Database database() {
        return sessions.apply(address);
    }

    /** Connections to the server while the database is not there yet. */
    Database server() {
        return sessions.apply(create ? maintenance : address);
    }
}
