package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Keeps it to one backup of a database at a time, by an advisory lock that ends with the session. Two runs of the same backup
 * meet here: the later one waits for the first one's manifest.
 */
final class BackupLock {
    /** Two numbers that nobody else is likely to use: the letters LIFE and BOAT. */
    private static final String LOCK = "1279870533, 1112490324";

    private static final String TRY = "SELECT pg_catalog.pg_try_advisory_lock(%s)".formatted(LOCK);
    private static final String HOLDER = """
            SELECT l.pid FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
            WHERE l.locktype = 'advisory' AND l.classid = 1279870533 AND l.objid = 1112490324 AND l.granted""";
    private static final String NAME = "SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended(?, 0))";
    private static final String HOLDER_IS_NAMED = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l
              JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
              WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                AND (l.classid::pg_catalog.int8 << 32) | l.objid::pg_catalog.int8 = pg_catalog.hashtextextended(?, 0))""";
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 200;

    private BackupLock() {}

    /** What came of asking for the lock. */
    enum Taken {
        /** The session has it. */
        LOCKED,
        /** The backup was made by the one who had it. */
        MADE_MEANWHILE
    }

    /**
     * Takes the lock, or waits while another run of the same backup has it.
     *
     * @param backup which one, by catalog and identifier: a second lock, by that name, tells others who has the first
     * @param made whether the backup stands by now
     * @param waiting is told again and again while another run of the same backup has the lock
     * @throws LifeboatException BACKUP_RUNNING if another backup of this database is running
     */
    static Taken take(Connection connection, String backup, BooleanSupplier made, Runnable waiting)
            throws SQLException {
        long patience = System.nanoTime() + GRACE.toNanos();
        while (!Sql.one(connection, TRY, row -> row.getBoolean(1))) {
            if (made.getAsBoolean()) {
                return Taken.MADE_MEANWHILE;
            }
            if (System.nanoTime() > patience) {
                requireSame(connection, backup);
                waiting.run();
            }
            Pause.millis(PAUSE_MILLIS);
        }
        Sql.one(connection, NAME, row -> "", backup);
        return made.getAsBoolean() ? Taken.MADE_MEANWHILE : Taken.LOCKED;
    }

    private static void requireSame(Connection connection, String backup) throws SQLException {
        if (!Sql.one(connection, HOLDER_IS_NAMED, row -> row.getBoolean(1), backup)) {
            throw running(connection);
        }
    }

    private static LifeboatException running(Connection connection) throws SQLException {
        List<Integer> pids = Sql.list(connection, HOLDER, row -> row.getInt(1));
        return new LifeboatException(
                ErrorCode.BACKUP_RUNNING,
                "another backup of this database is running (server process %s): no backup was made"
                        .formatted(pids.isEmpty() ? "unknown" : pids.getFirst()),
                "wait for it; or see what it does with: SELECT * FROM pg_stat_activity WHERE application_name LIKE 'lifeboat%'");
    }
}
