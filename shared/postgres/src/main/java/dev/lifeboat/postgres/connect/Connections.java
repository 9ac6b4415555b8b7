package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Opens connections to PostgreSQL. */
public final class Connections {
    /** The oldest major version that Lifeboat works with. */
    public static final int OLDEST_MAJOR = 14;

    private static final Driver DRIVER = new Driver();

    private Connections() {}

    /**
     * A connection in autocommit mode, to the first host of the address that answers and is of the kind asked for.
     *
     * <p>The session's settings are the server's own until {@link SessionSettings#apply}.
     *
     * @throws LifeboatException SERVER_UNREACHABLE, LOGIN_REFUSED, DATABASE_UNKNOWN, SERVER_UNSUPPORTED, or
     *     CONFIGURATION_INVALID where a certificate or key cannot be used
     */
    public static Connection open(DatabaseAddress address, String applicationName) {
        return choose(address, applicationName).connection();
    }

    /**
     * The address of the one server among its hosts that is taken now. Whoever opens several connections which must
     * meet the same server, as an exported snapshot needs, settles the address first.
     */
    public static DatabaseAddress settle(DatabaseAddress address, String applicationName) {
        if (address.isSettled()) {
            return address;
        }
        try (Connected connected = choose(address, applicationName)) {
            return address.at(connected.host());
        }
    }

    /** The server's major version, such as 17. */
    public static int majorVersion(Connection connection) {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new LifeboatException(
                    ErrorCode.SERVER_UNREACHABLE,
                    "the connection was lost before its server's version was known: the database can be neither read nor written",
                    "repeat the command; if it happens again, see the server's log",
                    e);
        }
    }

    private static Connected choose(DatabaseAddress address, String applicationName) {
        @Nullable LifeboatException last = null;
        for (ServerHost host : address.hosts()) {
            try {
                return tryHost(address, host, applicationName);
            } catch (LifeboatException e) {
                if (e.code() != ErrorCode.SERVER_UNREACHABLE) {
                    throw e;
                }
                last = e;
            }
        }
        if (address.choice() == ServerChoice.PREFER_STANDBY) {
            return choose(withAnyServer(address), applicationName);
        }
        throw last == null ? new IllegalStateException("an address has at least one host") : last;
    }

    private static DatabaseAddress withAnyServer(DatabaseAddress address) {
        return new DatabaseAddress(
                address.hosts(),
                ServerChoice.ANY,
                address.database(),
                address.user(),
                address.passwords(),
                address.tls(),
                address.connectTimeout(),
                address.channelBinding(),
                address.applicationName());
    }

    private static Connected tryHost(DatabaseAddress address, ServerHost host, String applicationName) {
        Properties properties = DriverProperties.of(address, host, applicationName);
        Connected connected;
        try {
            @Nullable Connection opened = DRIVER.connect(DriverProperties.url(address, host), properties);
            if (opened == null) {
                throw new IllegalStateException("the driver does not know its own URL");
            }
            connected = new Connected(opened, host);
        } catch (SQLException e) {
            throw ConnectFailure.explain(e, address, host);
        }
        try {
            check(connected, address);
            return connected;
        } catch (SQLException e) {
            connected.close();
            throw ConnectFailure.explain(e, address, host);
        } catch (RuntimeException e) {
            connected.close();
            throw e;
        }
    }

    private static void check(Connected connected, DatabaseAddress address) throws SQLException {
        int major = connected.connection().getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_MAJOR) {
            throw new LifeboatException(
                    ErrorCode.SERVER_UNSUPPORTED,
                    "the server at %s is PostgreSQL %d, and Lifeboat works with %d and later: its databases are neither read nor written"
                            .formatted(connected.host(), major, OLDEST_MAJOR),
                    "upgrade the server, or back it up with its own pg_dump");
        }
        if (address.choice() != ServerChoice.ANY && !isWanted(connected.connection(), address.choice())) {
            throw new LifeboatException(
                    ErrorCode.SERVER_UNREACHABLE,
                    "the server at %s is not of the kind asked for (target_session_attrs=%s): its databases are neither read nor written"
                            .formatted(connected.host(), address.choice().word()),
                    "name every server of the cluster in the connection URI, or ask for another kind");
        }
    }

    private static boolean isWanted(Connection connection, ServerChoice choice) throws SQLException {
        String question =
                "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('default_transaction_read_only')::bool";
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return choice.accepts(answer.getBoolean(1), answer.getBoolean(2));
        }
    }
}
