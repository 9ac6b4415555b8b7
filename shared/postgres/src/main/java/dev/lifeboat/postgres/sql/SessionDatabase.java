package dev.lifeboat.postgres.sql;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Connections;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.connect.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** A database at an address. */
public record SessionDatabase(DatabaseAddress address, String applicationName) implements Database {
    @Override
    public Connection connect() throws SQLException {
        return withSettings(Connections.open(address, applicationName));
    }

    /**
     * The connection with the session's settings; one that does not take them is closed.
     *
     * @throws LifeboatException STATEMENT_FAILED or NOT_BACKED_UP if rows would not be read as they are
     * @throws SQLException if the connection is lost, so that another one might do better
     */
    public static Connection withSettings(Connection connection) throws SQLException {
        try {
            SessionSettings.apply(connection);
            return connection;
        } catch (SQLException e) {
            Disconnect.now(connection);
            if (SqlFailure.isLostConnection(e)) {
                throw e;
            }
            throw refused(e);
        } catch (RuntimeException e) {
            Disconnect.now(connection);
            throw e;
        }
    }

    private static LifeboatException refused(SQLException e) {
        return new LifeboatException(
                ErrorCode.STATEMENT_FAILED,
                "the session's settings were refused (SQLSTATE %s): rows would not be read as they are"
                        .formatted(SqlFailure.state(e)),
                "see the server's log; a proxy in between may forbid settings: connect to the server itself",
                e);
    }
}
