package dev.lifeboat.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
    private static final Map<String, String> HOSTILE = Map.ofEntries(
            Map.entry("row_security", "on"),
            Map.entry("search_path", "public, pg_catalog"),
            Map.entry("DateStyle", "German, DMY"),
            Map.entry("IntervalStyle", "iso_8601"),
            Map.entry("TimeZone", "Asia/Tokyo"),
            Map.entry("extra_float_digits", "-5"),
            Map.entry("bytea_output", "escape"),
            Map.entry("lc_monetary", "POSIX"),
            Map.entry("xmloption", "document"),
            Map.entry("array_nulls", "off"),
            Map.entry("standard_conforming_strings", "off"),
            Map.entry("statement_timeout", "60s"),
            Map.entry("lock_timeout", "1s"),
            Map.entry("idle_in_transaction_session_timeout", "60s"),
            Map.entry("idle_session_timeout", "60s"),
            Map.entry("transaction_timeout", "60s"),
            Map.entry("tcp_keepalives_idle", "7200"),
            Map.entry("tcp_keepalives_interval", "75"),
            Map.entry("tcp_keepalives_count", "9"),
            Map.entry("default_transaction_isolation", "serializable"),
            Map.entry("default_transaction_read_only", "on"),
            Map.entry("default_transaction_deferrable", "on"),
            Map.entry("synchronize_seqscans", "on"),
            Map.entry("enable_tidscan", "off"),
            Map.entry("max_parallel_workers_per_gather", "4"),
            Map.entry("jit", "on"),
            Map.entry("client_min_messages", "notice"));

    @EveryMajor(programs = false)
    void hostileSettingsOfTheDatabaseAreOverridden(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("hostile");
        for (SessionSettings.Setting setting : SessionSettings.forMajor(major)) {
            String value = String.valueOf(HOSTILE.get(setting.name()));
            server.execute(
                    "postgres", "ALTER DATABASE %s SET %s = %s".formatted(database, setting.name(), quotedList(value)));
        }
        overriddenFor(Addresses.of(server, database), major);
    }

    @EveryMajor(programs = false)
    void hostileSettingsOfTheRoleAreOverridden(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String role = PostgresServer.freshName("hostile_role");
        server.execute("postgres", "CREATE ROLE %s LOGIN".formatted(role));
        for (SessionSettings.Setting setting : SessionSettings.forMajor(major)) {
            String value = String.valueOf(HOSTILE.get(setting.name()));
            server.execute("postgres", "ALTER ROLE %s SET %s = %s".formatted(role, setting.name(), quotedList(value)));
        }
        overriddenFor(Addresses.of(server, "postgres", role), major);
    }

    private static String quotedList(String value) {
        return value.contains("public") ? value : Literals.quote(value);
    }

    private static void overriddenFor(DatabaseAddress address, int major) throws SQLException {
        List<SessionSettings.Setting> settings = SessionSettings.forMajor(major);
        try (Connection connection = Connections.open(address, "test")) {
            assertThat(value(connection, "IntervalStyle")).isEqualTo("iso_8601");
            SessionSettings.apply(connection);
            for (SessionSettings.Setting setting : settings) {
                assertThat(value(connection, setting.name())).as(setting.name()).isEqualTo(setting.value());
            }
            assertThat(value(connection, "client_encoding")).isEqualTo("UTF8");
        }
    }

    private static String value(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.current_setting(%s)".formatted(Literals.quote(setting)))) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void settingThatHidesDamagedRowsIsRefused() throws SQLException {
        PostgresServer server = PostgresServer.shared(17);
        String database = server.createFreshDatabase("damaged");
        server.execute("postgres", "ALTER DATABASE %s SET zero_damaged_pages = on".formatted(database));
        try (Connection connection = Connections.open(Addresses.of(server, database), "test")) {
            LifeboatException failure =
                    catchThrowableOfType(LifeboatException.class, () -> SessionSettings.apply(connection));
            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_BACKED_UP);
            assertThat(failure)
                    .hasMessage(
                            "zero_damaged_pages is on for this role, database or server: damaged rows would be left out in silence");
        }
    }

    @Test
    void olderServersAreNotAskedForWhatTheyDoNotKnow() {
        assertThat(SessionSettings.statementFor(12))
                .doesNotContain("transaction_timeout'")
                .contains("'off'");
        assertThat(SessionSettings.statementFor(13))
                .doesNotContain("idle_session_timeout")
                .doesNotContain("enable_tidscan");
        assertThat(SessionSettings.statementFor(17))
                .contains("'transaction_timeout'")
                .contains("'idle_session_timeout'");
    }
}
