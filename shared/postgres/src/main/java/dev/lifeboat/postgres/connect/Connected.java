package dev.lifeboat.postgres.connect;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection with the host that it met. */
record Connected(Connection connection, ServerHost host) implements AutoCloseable {
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing was asked of it that could be lost: the server ends the session when the socket closes
        }
    }
}
