package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Makes sure that no backup holds rows which the server itself would lose in a crash: with synchronous_commit off a commit
 * is visible before its write-ahead log is on disk.
 */
final class WalFlush {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration UNASKED = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 100;
    private static final String FLUSHED = "SELECT pg_catalog.pg_current_wal_flush_lsn() >= ?::pg_catalog.pg_lsn";

    /**
     * Gives the log's writer a reason to flush. Records that end with no commit, as those of a reader that tidied a page up,
     * may stay unflushed until the next checkpoint where nobody commits; a commit of nothing but a transaction identifier
     * makes it flush all that is before it (PostgreSQL documentation, "Asynchronous Commit").
     */
    private static final String COMMIT = "SELECT pg_catalog.txid_current()";

    private WalFlush() {}

    /** Waits until the log is on disk up to that position. */
    static void await(Connection connection, String lsn, Database database) throws SQLException {
        long begun = System.nanoTime();
        if (awaitFor(UNASKED, connection, lsn, begun)) {
            return;
        }
        try (Connection other = database.connect()) {
            Sql.run(other, COMMIT);
        }
        if (!awaitFor(PATIENCE, connection, lsn, begun)) {
            throw new LifeboatException(
                    ErrorCode.WAL_NOT_FLUSHED,
                    "the server did not flush its write-ahead log past %s within %d s: the backup would hold rows that the server may lose, so none was made"
                            .formatted(lsn, PATIENCE.toSeconds()),
                    "look at the server's disk, and repeat the backup");
        }
    }

    private static boolean awaitFor(Duration patience, Connection connection, String lsn, long begun)
            throws SQLException {
        while (!Sql.one(connection, FLUSHED, row -> row.getBoolean(1), lsn)) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                return false;
            }
            Pause.millis(PAUSE_MILLIS);
        }
        return true;
    }
}
