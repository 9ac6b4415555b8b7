package dev.lifeboat.postgres.sql;

import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.connect.SessionSettings;
import java.sql.Connection;

/** A database at an address. */
public record SessionDatabase(DatabaseAddress address, String applicationName) implements Database {
    @Override
    public Connection connect() {
        Connection connection = Connections.open(address, applicationName);
        try {
            SessionSettings.apply(connection);
            return connection;
        } catch (RuntimeException e) {
            Disconnect.now(connection);
            throw e;
        }
    }
}
