package dev.lifeboat.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Ends a connection at once, whatever it is doing; the server rolls its transaction back. */
public final class Disconnect {
    private Disconnect() {}

    /** Safe from any thread, and when the connection is gone already. */
    public static void now(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It cannot be used any more either way, and the server sees the closed socket.
        }
    }
}
