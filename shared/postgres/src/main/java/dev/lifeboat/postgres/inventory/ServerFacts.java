package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.ServerEntry;
import dev.lifeboat.index.ServerEntry.Origin;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.postgres.sql.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * What a session has to know of its server.
 *
 * @param version server_version_num
 * @param blockSize of heaps, in bytes
 * @param encoding of the database, such as UTF8
 * @param inRecovery whether it is a standby
 * @param superuser whether the session's role is one
 */
public record ServerFacts(
        int version, int blockSize, String database, String encoding, boolean inRecovery, boolean superuser) {
    private static final String FACTS = """
            SELECT pg_catalog.current_setting('server_version_num')::int AS version,
                   pg_catalog.current_setting('block_size')::int AS block_size,
                   pg_catalog.current_database() AS database,
                   pg_catalog.current_setting('server_encoding') AS encoding,
                   pg_catalog.pg_is_in_recovery() AS in_recovery,
                   pg_catalog.current_setting('is_superuser')::bool AS superuser""";

    private static final String ORIGIN = """
            SELECT (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) AS oid,
                   pg_catalog.pg_is_in_recovery() AS in_recovery,
                   pg_catalog.pg_postmaster_start_time()::text AS started,
                   CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                        ELSE pg_catalog.pg_current_wal_insert_lsn() END::text AS lsn""";

    private static final String CONTROL = """
            SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()) AS system,
                   (SELECT timeline_id::bigint FROM pg_catalog.pg_control_checkpoint()) AS timeline""";

    public int major() {
        return version / 10_000;
    }

    public static ServerFacts read(Connection connection) throws SQLException {
        return Sql.one(
                connection,
                FACTS,
                row -> new ServerFacts(
                        row.getInt("version"),
                        row.getInt("block_size"),
                        row.getString("database"),
                        row.getString("encoding"),
                        row.getBoolean("in_recovery"),
                        row.getBoolean("superuser")));
    }

    /** The server as the index describes it. The connection has autocommit off. */
    public ServerEntry entry(Connection connection) throws SQLException {
        Control control = Control.read(connection);
        Origin origin = Sql.one(
                connection,
                ORIGIN,
                row -> new Origin(
                        control.system(),
                        row.getLong("oid"),
                        control.timeline(),
                        row.getBoolean("in_recovery"),
                        row.getString("started"),
                        Sql.text(row, "lsn"),
                        Optional.empty()));
        return new ServerEntry(version, blockSize, encoding, origin);
    }

    /** What pg_control says; some services let nobody ask. */
    private record Control(Optional<String> system, Optional<Long> timeline) {
        private static final String NOT_ALLOWED = "42501";

        static Control read(Connection connection) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                return Sql.one(
                        connection, CONTROL, row -> new Control(Sql.text(row, "system"), Sql.number(row, "timeline")));
            } catch (SQLException e) {
                if (!SqlFailure.state(e).equals(NOT_ALLOWED)) {
                    throw e;
                }
                connection.rollback(before);
                return new Control(Optional.empty(), Optional.empty());
            }
        }
    }
}
