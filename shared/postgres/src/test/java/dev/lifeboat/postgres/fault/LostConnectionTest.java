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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that a server's administrator ends, and a server that crashes. */
@Timeout(120)
final class LostConnectionTest {
    private static final String BACKUP = "application_name = 'lifeboat backup'";
    private static final String OF_COORDINATOR = BACKUP + " AND state = 'idle in transaction'";
    private static final String OF_A_WORKER = BACKUP + " AND state = 'idle'";
    private static final String OF_A_COPY = BACKUP + " AND query LIKE 'COPY%' AND state = 'active'";
    private static final String OF_A_PROGRAM = "application_name = 'lifeboat'";
    private static final String OF_A_LOAD =
            "application_name = 'lifeboat restore' AND query LIKE 'COPY%' AND state = 'active'";

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer server;

    @SuppressWarnings("NullAway.Init")
    private static String database;

    private final TestVault vault = new TestVault(new MemoryStore());

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.of(PostgresPrograms.majorsAtHand().last()).start();
        database = server.createFreshDatabase("lost");
        server.execute(
                database,
                "CREATE TABLE big AS SELECT n AS id, repeat(md5(n::text), 30) AS text FROM generate_series(1, 40000) n",
                "CREATE INDEX ON big (id)",
                "CREATE TABLE small AS SELECT 1 AS x");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Ends the sessions, and waits until they have ended; says how many there were. */
    private static int terminate(String which) {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            return terminate(statement, which);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int terminate(Statement statement, String which) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname <> 'postgres' AND "
                        + which)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Ends the first such sessions that there are, while something else is done. */
    private static Thread terminateOnceThereIs(String which) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (Connection connection = server.connect("postgres");
                    Statement statement = connection.createStatement()) {
                while (terminate(statement, which) == 0) {
                    Thread.sleep(1);
                }
            } catch (SQLException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void assertWhole(Manifest manifest) {
        String back = PostgresServer.freshName("lost_back");
        assertThat(vault.restoreCreating(manifest, server, back, RestoreOptions.DEFAULT)
                        .rows())
                .isEqualTo(40_001);
    }

    private LifeboatException refused(BackupStep.Listener listener) {
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class, () -> vault.backup(server, database, BackupOptions.DEFAULT, listener));
        assertThat(failure).isNotNull();
        assertThat(vault.catalog().ids()).isEmpty();
        return failure;
    }

    @Test
    void workerWhoseConnectionIsLostRepeatsItsObject() {
        AtomicInteger lost = new AtomicInteger();
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT, step -> {
            if (step == BackupStep.COPYING && lost.get() == 0) {
                lost.addAndGet(terminate(OF_A_WORKER));
            }
        });
        assertThat(lost.get()).isPositive();
        assertWhole(manifest);
    }

    @Test
    void copyThatIsCutOffIsRepeated() throws InterruptedException {
        Thread killer = terminateOnceThereIs(OF_A_COPY);
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        killer.join();
        assertWhole(manifest);
    }

    @Test
    void backupWhoseSessionsAreAllEndedSaysThatTheSnapshotIsGone() {
        AtomicInteger lost = new AtomicInteger();
        LifeboatException failure = refused(step -> {
            if (step == BackupStep.COPYING && lost.get() == 0) {
                lost.addAndGet(terminate(BACKUP));
            }
        });
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        assertThat(failure)
                .hasMessageMatching(
                        "(?s)copying table .* failed, SQLSTATE 08006, the session that holds the backup's snapshot"
                                + " has ended: no backup was made|pg_dump.* snapshot .*: the schema is not backed up");
    }

    @Test
    void workerThatLosesEveryConnectionFails() {
        LifeboatException failure = refused(step -> {
            if (step == BackupStep.COPYING) {
                terminate(OF_A_WORKER);
            }
        });
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        assertThat(failure).message().startsWith("copying table \"public\".\"").endsWith(": no backup was made");
    }

    @ParameterizedTest
    @EnumSource
    void coordinatorWhoseConnectionIsLostFailsUntilAllIsChecked(BackupStep step) {
        Set<BackupStep> notInATransaction = EnumSet.of(BackupStep.LISTED);
        String which = notInATransaction.contains(step) ? OF_A_WORKER : OF_COORDINATOR;
        AtomicInteger lost = new AtomicInteger();
        BackupStep.Listener listener = reached -> {
            if (reached == step) {
                lost.addAndGet(terminate(which));
            }
        };
        if (step == BackupStep.CHECKED) {
            assertWhole(vault.backup(server, database, BackupOptions.DEFAULT, listener));
        } else {
            LifeboatException failure = refused(listener);
            assertThat(failure.code())
                    .isIn(ErrorCode.SERVER_UNREACHABLE, ErrorCode.STATEMENT_FAILED, ErrorCode.PROGRAM_FAILED);
        }
        assertThat(lost.get()).isPositive();
    }

    @Test
    void pgDumpWhoseConnectionIsLostFails() throws InterruptedException {
        Thread killer = terminateOnceThereIs(OF_A_PROGRAM);
        LifeboatException failure = refused(BackupStep.Listener.NONE);
        killer.join();
        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        assertThat(failure)
                .message()
                .startsWith("pg_dump ended with exit code 1")
                .endsWith("the schema is not backed up");
    }

    @Test
    void serverThatCrashesLeavesNoBackupAndIsBackedUpAfterwards() {
        AtomicInteger copies = new AtomicInteger();
        LifeboatException failure = refused(step -> {
            if (step == BackupStep.COPYING && copies.incrementAndGet() == 2) {
                server.crash();
            }
        });
        server.startAgain();
        assertThat(failure.code())
                .isIn(ErrorCode.SERVER_UNREACHABLE, ErrorCode.STATEMENT_FAILED, ErrorCode.PROGRAM_FAILED);
        assertWhole(vault.backup(server, database, BackupOptions.DEFAULT));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {OF_A_LOAD, OF_A_PROGRAM})
    void restoreWhoseConnectionIsLostFailsAndCanBeRepeated(String which) throws InterruptedException {
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        String back = PostgresServer.freshName("lost_back");
        Thread killer = terminateOnceThereIs(which);
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class, () -> vault.restoreCreating(manifest, server, back, RestoreOptions.DEFAULT));
        killer.join();
        assertThat(failure.code()).isIn(ErrorCode.SERVER_UNREACHABLE, ErrorCode.RESTORE_FAILED);
        assertThat(failure).message().endsWith("the restore is not complete");
        assertWhole(manifest);
    }

    @Test
    void restoreIntoAServerThatCrashesFailsAndCanBeRepeated() throws InterruptedException {
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        String back = PostgresServer.freshName("lost_back");
        Thread killer = Thread.ofPlatform().daemon().start(() -> {
            try {
                terminateOnceThereIs(OF_A_LOAD).join();
                server.crash();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class, () -> vault.restoreCreating(manifest, server, back, RestoreOptions.DEFAULT));
        killer.join();
        server.startAgain();
        assertThat(failure).isNotNull();
        assertWhole(manifest);
    }
}
