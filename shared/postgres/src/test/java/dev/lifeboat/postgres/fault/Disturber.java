package dev.lifeboat.postgres.fault;

import dev.lifeboat.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Another session of a database, whose statements may have to wait for somebody's locks. */
final class Disturber implements AutoCloseable {
    /** The server ends it for either side, and may choose this one. */
    private static final String DEADLOCK = "40P01";

    private static final long POLL_MILLIS = 5;
    private static final String WAITS = """
            SELECT (count(*) > 0)::text FROM pg_stat_activity
            WHERE pid = %d AND state = 'active' AND wait_event_type = 'Lock'""";

    private final PostgresServer server;
    private final Connection connection;
    private final long pid;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    Disturber(PostgresServer server, String database) throws SQLException {
        this.server = server;
        connection = server.connect(database);
        pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    /** Runs the statements, and returns when they are done or wait for a lock. */
    void run(List<String> statements) {
        running = CompletableFuture.runAsync(() -> execute(statements), Thread::startVirtualThread);
        try {
            while (!running.isDone()) {
                Thread.sleep(POLL_MILLIS);
                if ("true".equals(server.value("postgres", WAITS.formatted(pid)))) {
                    return;
                }
            }
            running.join();
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void execute(List<String> statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            if (!DEADLOCK.equals(e.getSQLState())) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits until the statements are done, which they must be once nobody else holds a lock. */
    void await() throws ExecutionException, InterruptedException, TimeoutException {
        running.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
