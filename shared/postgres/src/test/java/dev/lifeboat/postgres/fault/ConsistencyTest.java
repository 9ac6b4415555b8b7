package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What could make a backup inconsistent or wait for ever, beyond one change of the schema. */
final class ConsistencyTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    private static final BackupOptions OPTIONS =
            new BackupOptions(1, 16 * 1024, BackupOptions.DEFAULT.omit(), Duration.ofSeconds(1));

    private final TestVault vault = new TestVault(new MemoryStore());

    private static String database(String... statements) throws SQLException {
        String database = SERVER.createFreshDatabase("consistent");
        SERVER.execute(database, statements);
        return database;
    }

    private static BackupStep.Listener at(Map<BackupStep, String> statements, String database) {
        return step -> {
            try {
                if (statements.containsKey(step)) {
                    SERVER.execute(database, statements.get(step));
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        };
    }

    private LifeboatException refused(String database, BackupStep.Listener listener) {
        LifeboatException failure =
                catchThrowableOfType(LifeboatException.class, () -> vault.backup(SERVER, database, OPTIONS, listener));
        assertThat(vault.catalog().ids()).isEmpty();
        return failure;
    }

    @Test
    void labelThatWasRenamedAndRenamedBackMeanwhileIsNoticed() throws SQLException {
        String database =
                database("CREATE TYPE mood AS ENUM ('sad', 'ok')", "CREATE TABLE t AS SELECT 'ok'::mood AS feeling");
        LifeboatException failure = refused(
                database,
                at(
                        Map.of(
                                BackupStep.SCHEMA_STORED, "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'",
                                BackupStep.ROWS_STORED, "ALTER TYPE mood RENAME VALUE 'fine' TO 'ok'"),
                        database));
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_CHANGED);
        assertThat(failure)
                .message()
                .matches("label of enum with OID \\d+ was changed or dropped while it was read: no backup was made");
        assertThat(failure.hint()).isEqualTo("repeat the backup when no migration runs");
    }

    @Test
    void schemasThatAreSwappedAndSwappedBackMeanwhileAreNoticed() throws SQLException {
        String database = database(
                "CREATE SCHEMA live",
                "CREATE SCHEMA next",
                "CREATE TABLE live.t AS SELECT 'live' AS text",
                "CREATE TABLE next.t AS SELECT 'next' AS text");
        String swap =
                "ALTER SCHEMA live RENAME TO gone; ALTER SCHEMA next RENAME TO live; ALTER SCHEMA gone RENAME TO next";
        LifeboatException failure =
                refused(database, at(Map.of(BackupStep.SCHEMA_STORED, swap, BackupStep.ROWS_STORED, swap), database));
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_CHANGED);
        assertThat(failure)
                .hasMessage("\"live\".\"t\" is another table than it was when the backup began: no backup was made");
    }

    @Test
    void schemaThatIsRenamedMeanwhileIsNamed() throws SQLException {
        String database = database("CREATE SCHEMA live", "CREATE TABLE live.t (x int)");
        LifeboatException failure =
                refused(database, at(Map.of(BackupStep.COPYING, "ALTER SCHEMA live RENAME TO gone"), database));
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_CHANGED);
        assertThat(failure)
                .hasMessage(
                        "table \"live\".\"t\" was renamed or dropped during the backup (SQLSTATE 3F000, schema \"live\" does not exist): no backup was made");
    }

    @Test
    void alterTableThatWaitsForTheBackupIsAnErrorAndNoDeadlock() throws Exception {
        String database = database("CREATE TABLE t (x int)");
        try (Disturber disturber = new Disturber(SERVER, database)) {
            LifeboatException failure = refused(database, step -> {
                if (step == BackupStep.SCHEMA_STORED) {
                    disturber.run(List.of("ALTER TABLE t ADD COLUMN y int"));
                }
            });
            assertThat(failure.code()).isEqualTo(ErrorCode.LOCK_REFUSED);
            assertThat(failure)
                    .hasMessage(
                            "another session waits to change table \"public\".\"t\" (ALTER TABLE or the like) and blocks every reader: no backup was made");
            assertThat(failure.hint())
                    .isEqualTo("find it with: SELECT pid, query FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            disturber.await();
        }
    }

    @Test
    void tableThatAnotherSessionHoldsExclusivelyIsWaitedForAndThenAnError() throws SQLException {
        String database = database("CREATE TABLE t (x int)");
        try (Connection holder = SERVER.connect(database);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            LifeboatException failure = refused(database, BackupStep.Listener.NONE);
            assertThat(failure.code()).isEqualTo(ErrorCode.LOCK_REFUSED);
            assertThat(failure)
                    .hasMessage(
                            "table \"public\".\"t\" could not be locked for reading within 1 s, because another session holds it exclusively: no backup was made");
        }
    }

    @Test
    void sequenceThatAnotherSessionHoldsExclusivelyIsWaitedForAndThenAnError() throws SQLException {
        String database = database("CREATE SEQUENCE s");
        try (Connection holder = SERVER.connect(database);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            LifeboatException failure = refused(database, step -> {
                try {
                    if (step == BackupStep.ROWS_STORED) {
                        statement.execute("ALTER SEQUENCE s OWNER TO CURRENT_USER; ALTER SEQUENCE s RENAME TO r");
                    }
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(failure.code()).isEqualTo(ErrorCode.LOCK_REFUSED);
            assertThat(failure)
                    .hasMessage(
                            "a sequence could not be locked for reading within 1 s, because another session holds it exclusively: no backup was made");
        }
    }

    @Test
    void schemaThatNeverRestsIsAnError() throws SQLException {
        String database = database("CREATE TABLE t (x int)");
        LifeboatException failure =
                refused(database, at(Map.of(BackupStep.LISTED, "DROP TABLE t; CREATE TABLE t (x int)"), database));
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_CHANGED);
        assertThat(failure)
                .hasMessage(
                        "tables were created, dropped, renamed or rewritten during each of 10 tries to lock them: no backup was made");
    }

    @Test
    void serverOnWhichNobodyCommitsIsNotWaitedFor() throws SQLException {
        String database = database("CREATE TABLE t AS SELECT 1 AS x");
        try (Connection writer = SERVER.connect(database);
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            BackupStep.Listener listener = step -> {
                try {
                    if (step == BackupStep.LISTED) {
                        statement.execute("SELECT pg_logical_emit_message(false, 'test', repeat('x', 100))");
                    }
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            };
            long clock = System.nanoTime();
            Manifest manifest = vault.backup(SERVER, database, OPTIONS, listener);
            assertThat(Duration.ofNanos(System.nanoTime() - clock)).isLessThan(Duration.ofSeconds(6));
            assertThat(manifest.totals().rows()).isEqualTo(1);
        }
    }

    @Test
    void tableThatIsMadeBetweenSnapshotAndInventoryIsNotInTheBackup() throws SQLException {
        String database = database("CREATE TABLE t AS SELECT 1 AS x", "CREATE SEQUENCE s");
        Manifest manifest = vault.backup(
                SERVER,
                database,
                OPTIONS,
                at(
                        Map.of(
                                BackupStep.SNAPSHOT_TAKEN, "CREATE TABLE u AS SELECT 1 AS x; INSERT INTO t VALUES (2)",
                                BackupStep.ROWS_STORED, "CREATE SEQUENCE r"),
                        database));
        assertThat(manifest.totals().tables()).isEqualTo(1);
        assertThat(manifest.totals().rows()).isEqualTo(1);
        assertThat(vault.restoreCreating(manifest, SERVER, PostgresServer.freshName("back"), RestoreOptions.DEFAULT)
                        .sequences())
                .isEqualTo(1);
    }
}
