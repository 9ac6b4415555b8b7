package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings under which rows are read and written, so that the same row is the same text on every server and nothing
 * that a role or a database has set can cut a session off, hide rows or slow it down.
 */
public final class SessionSettings {
    private static final int EVERY = 0;

    private static final List<Setting> SETTINGS = List.of(
            // what is seen
            new Setting(EVERY, "row_security", "off"),
            new Setting(EVERY, "search_path", ""),
            // how values are written and read
            new Setting(EVERY, "DateStyle", "ISO, YMD"),
            new Setting(EVERY, "IntervalStyle", "postgres"),
            new Setting(EVERY, "TimeZone", "UTC"),
            new Setting(EVERY, "extra_float_digits", "3"),
            new Setting(EVERY, "bytea_output", "hex"),
            new Setting(EVERY, "lc_monetary", "C"),
            new Setting(EVERY, "xmloption", "content"),
            new Setting(EVERY, "array_nulls", "on"),
            new Setting(EVERY, "standard_conforming_strings", "on"),
            // what would cut a session off
            new Setting(EVERY, "statement_timeout", "0"),
            new Setting(EVERY, "lock_timeout", "0"),
            new Setting(EVERY, "idle_in_transaction_session_timeout", "0"),
            new Setting(14, "idle_session_timeout", "0"),
            new Setting(17, "transaction_timeout", "0"),
            // how soon the server notices that a client is gone whose machine said nothing, and lets go of its locks: 2
            // minutes
            new Setting(EVERY, "tcp_keepalives_idle", "60"),
            new Setting(EVERY, "tcp_keepalives_interval", "10"),
            new Setting(EVERY, "tcp_keepalives_count", "6"),
            // what would change every transaction
            new Setting(EVERY, "default_transaction_isolation", "read committed"),
            new Setting(EVERY, "default_transaction_read_only", "off"),
            new Setting(EVERY, "default_transaction_deferrable", "off"),
            // how tables are scanned
            new Setting(EVERY, "synchronize_seqscans", "off"),
            new Setting(14, "enable_tidscan", "on"),
            new Setting(EVERY, "max_parallel_workers_per_gather", "0"),
            new Setting(EVERY, "jit", "off"),
            // a flood of notices would be kept in memory
            new Setting(EVERY, "client_min_messages", "warning"));

    /** What only a superuser may change, and what would lose rows in silence. */
    private static final List<String> MUST_BE_OFF =
            List.of("zero_damaged_pages", "ignore_checksum_failure", "ignore_system_indexes");

    private SessionSettings() {}

    /**
     * Applies them all to the session in one round trip.
     *
     * @throws LifeboatException NOT_BACKED_UP where the session would pass over damaged pages in silence
     * @throws SQLException where the server refuses a setting, or the connection is lost
     */
    public static void apply(Connection connection) throws SQLException {
        int major = Connections.majorVersion(connection);
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(statementFor(major))) {
            answer.next();
            for (int i = 0; i < MUST_BE_OFF.size(); i++) {
                requireOff(MUST_BE_OFF.get(i), answer.getString(i + 1));
            }
        }
    }

    static String statementFor(int major) {
        String off = MUST_BE_OFF.stream()
                .map(name -> "pg_catalog.current_setting(" + Literals.quote(name) + ")")
                .collect(Collectors.joining(", "));
        String set = SETTINGS.stream()
                .filter(setting -> major >= setting.sinceMajor())
                .map(Setting::toSql)
                .collect(Collectors.joining(", "));
        return "SELECT " + off + ", " + set;
    }

    static List<Setting> forMajor(int major) {
        return SETTINGS.stream()
                .filter(setting -> major >= setting.sinceMajor())
                .toList();
    }

    private static void requireOff(String name, String value) {
        if (!value.equals("off")) {
            throw new LifeboatException(
                    ErrorCode.NOT_BACKED_UP,
                    "%s is %s for this role, database or server: damaged rows would be left out in silence"
                            .formatted(name, value),
                    "ALTER ROLE, ALTER DATABASE or ALTER SYSTEM ... RESET %s, and repeat".formatted(name));
        }
    }

    /** One setting, and the first major version that knows it. */
    record Setting(int sinceMajor, String name, String value) {
        String toSql() {
            return "pg_catalog.set_config(%s, %s, false)".formatted(Literals.quote(name), Literals.quote(value));
        }
    }
}
