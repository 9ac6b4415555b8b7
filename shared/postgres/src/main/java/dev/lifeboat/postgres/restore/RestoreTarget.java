package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.postgres.sql.Database;

/**
 * The database to restore into.
 *
 * @param address of the database, which {@code create} makes first
 * @param maintenance of a database of the same server that is there in any case, to create from
 * @param create whether to create it as the source was
 * @param connector makes all connections but those of PostgreSQL's own programs
 */
public record RestoreTarget(
        DatabaseAddress address,
        DatabaseAddress maintenance,
        ClientPrograms programs,
        boolean create,
        Connector connector) {
    public RestoreTarget(
            DatabaseAddress address, DatabaseAddress maintenance, ClientPrograms programs, boolean create) {
        this(address, maintenance, programs, create, new Connector("lifeboat restore"));
    }

    /** Connections to the database itself. */
    Database database() {
        return connector.to(address);
    }

    /** Connections to the server while the database is not there yet. */
    Database server() {
        return connector.to(create ? maintenance : address);
    }
}
