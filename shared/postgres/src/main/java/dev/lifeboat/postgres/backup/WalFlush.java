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
    private static final long PAUSE_MILLIS = 100;
    private static final String FLUSHED = "SELECT pg_catalog.pg_current_wal_flush_lsn() >= ?::pg_catalog.pg_lsn";

    private WalFlush() {}

    /**
     * Waits until the log is on disk up to that position.
     *
     * @param connection may be in a transaction that only reads
     */
    static void await(Connection connection, Database database, String lsn) throws SQLException {
        if (isFlushed(connection, lsn)) {
            return;
        }
        nudge(database);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isFlushed(connection, lsn)) {
            if (System.nanoTime() > deadline) {
                throw new LifeboatException(
                        ErrorCode.WAL_NOT_FLUSHED,
                        "the server did not flush its write-ahead log past %s within %d s: the backup would hold rows that the server may lose, so none was made"
                                .formatted(lsn, PATIENCE.toSeconds()),
                        "look at the server's disk, and repeat the backup");
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private static boolean isFlushed(Connection connection, String lsn) throws SQLException {
        return Sql.one(connection, FLUSHED, row -> row.getBoolean(1), lsn);
    }

    /**
     * What only readers have logged, such as pruned pages, waits for somebody else's commit, on an idle server for half a
     * minute; so we make one. It changes nothing but the counter of transactions.
     */
    private static void nudge(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql.run(connection, "BEGIN READ WRITE; SELECT pg_catalog.txid_current(); COMMIT");
        }
    }
}
