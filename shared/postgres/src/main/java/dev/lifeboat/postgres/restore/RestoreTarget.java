package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.sql.SessionDatabase;

/**
 * The database to restore into.
 *
 * @param address of the database, which {@code create} makes first
 * @param maintenance of a database of the same server that is there in any case, to create from
 * @param create whether to create it as the source was
 */
public record RestoreTarget(
        DatabaseAddress address, DatabaseAddress maintenance, ClientPrograms programs, boolean create) {
    private static final String APPLICATION = "lifeboat restore";

    /** Connections to the database itself. */
    SessionDatabase database() {
        return new SessionDatabase(address, APPLICATION);
    }

    /** Connections to the server while the database is not there yet. */
    SessionDatabase server() {
        return new SessionDatabase(create ? maintenance : address, APPLICATION);
    }
}
