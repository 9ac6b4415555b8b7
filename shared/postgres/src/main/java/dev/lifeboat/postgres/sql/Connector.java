package dev.lifeboat.postgres.sql;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections, and can end all of them at once from another thread: a thread that waits for a server is not woken by
 * an interrupt.
 */
public final class Connector implements AutoCloseable {
    private final String applicationName;
    private final List<Connection> open = new ArrayList<>();
    private boolean closed;

    /** @param applicationName by which the server's administrator sees the connections */
    public Connector(String applicationName) {
        this.applicationName = applicationName;
    }

    /** The database at an address, through this connector. */
    public Database to(DatabaseAddress address) {
        return to(address, applicationName);
    }

    /** The same, under a name of its own. */
    public Database to(DatabaseAddress address, String name) {
        Database database = new SessionDatabase(address, name);
        return () -> keep(database.connect());
    }

    private synchronized Connection keep(Connection connection) throws SQLException {
        if (closed) {
            Disconnect.now(connection);
            throw new SQLException("the work was cancelled", "57014");
        }
        forgetClosed();
        open.add(connection);
        return connection;
    }

    private void forgetClosed() throws SQLException {
        for (Connection connection : List.copyOf(open)) {
            if (connection.isClosed()) {
                open.remove(connection);
            }
        }
    }

    /** Ends every connection at once, and lets no other be made. */
    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(Disconnect::now);
        open.clear();
    }
}
