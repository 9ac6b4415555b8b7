package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.SnapshotEntry;
import dev.lifeboat.postgres.inventory.RelationList;
import dev.lifeboat.postgres.inventory.RelationList.Relation;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A snapshot under which every table is locked before it was taken.
 *
 * <p>First lock, then look: were the snapshot taken first, a TRUNCATE or a rewrite could commit before the lock, and the
 * table would read as empty without an error (PostgreSQL documentation, "Serialization and locking caveats"). LOCK TABLE
 * takes no snapshot of its own. So relations are listed, locked in the transaction that is to hold the snapshot, and listed
 * again under it; if one is new, renamed or rewritten, all starts over.
 *
 * @param name by which other sessions import it
 * @param instant of the server's clock when it was taken
 * @param lsn write-ahead log position that holds every change it shows; empty text on a standby
 */
record ConsistentSnapshot(String name, Instant instant, SnapshotEntry transactions, String lsn) {
    private static final int TRIES = 10;
    private static final int LOCKS_AT_ONCE = 500;
    private static final String SNAPSHOT = """
            SELECT pg_catalog.pg_export_snapshot() AS name, pg_catalog.clock_timestamp()::text AS instant,
                   pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text AS xmin,
                   pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text AS xmax,
                   CASE WHEN pg_catalog.pg_is_in_recovery() THEN ''
                        ELSE pg_catalog.pg_current_wal_insert_lsn()::text END AS lsn""";

    private static final String LOCKED = """
            SELECT DISTINCT relation::bigint AS relation
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database
            WHERE d.datname = pg_catalog.current_database() AND l.locktype = 'relation' AND l.granted
              AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_catalog.pg_backend_pid()""";

    /**
     * Locks all tables and takes the snapshot.
     *
     * @param connection has autocommit off and no transaction open; the snapshot stands until that transaction ends
     * @param lockTimeout how long to wait for one lock
     */
    static ConsistentSnapshot take(Connection connection, Duration lockTimeout, BackupStep.Listener listener)
            throws SQLException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            List<Relation> listed = RelationList.read(connection);
            connection.rollback();
            listener.reached(BackupStep.LISTED);
            if (lock(connection, listed, lockTimeout)) {
                listener.reached(BackupStep.LOCKED);
                ConsistentSnapshot snapshot = Sql.one(connection, SNAPSHOT, ConsistentSnapshot::of);
                if (unchanged(listed, RelationList.read(connection))) {
                    listener.reached(BackupStep.SNAPSHOT_TAKEN);
                    return snapshot;
                }
            }
            connection.rollback();
        }
        throw new LifeboatException(
                ErrorCode.SOURCE_CHANGED,
                "tables were created, dropped, renamed or rewritten during each of %d tries to lock them: no backup was made"
                        .formatted(TRIES),
                "repeat the backup when no migration runs");
    }

    private static ConsistentSnapshot of(ResultSet row) throws SQLException {
        return new ConsistentSnapshot(
                row.getString("name"),
                ServerTime.parse(row.getString("instant")),
                new SnapshotEntry(row.getString("xmin"), row.getString("xmax")),
                row.getString("lsn"));
    }

    /** Whether all could be locked; not, if one has gone since it was listed. */
    private static boolean lock(Connection connection, List<Relation> relations, Duration timeout) throws SQLException {
        // in each transaction anew: what a session is set to in a transaction goes when that is rolled back
        Sql.run(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        Sql.run(connection, "SET LOCAL lock_timeout = " + timeout.toMillis());
        for (int from = 0; from < relations.size(); from += LOCKS_AT_ONCE) {
            List<Relation> some = relations.subList(from, Math.min(from + LOCKS_AT_ONCE, relations.size()));
            try {
                Sql.run(connection, TableLocks.accessShare(some.stream().map(Relation::name)));
            } catch (SQLException e) {
                if (TableLocks.isGone(e)) {
                    return false;
                }
                connection.rollback();
                throw TableLocks.failure(e, lockedAmong(connection, some), timeout);
            }
        }
        Sql.run(connection, "SET LOCAL lock_timeout = 0");
        return true;
    }

    /** Which of them others have locked exclusively now, as far as can be seen. */
    private static String lockedAmong(Connection connection, List<Relation> relations) throws SQLException {
        Set<Long> locked = Set.copyOf(Sql.list(connection, LOCKED, row -> row.getLong("relation")));
        List<String> names = relations.stream()
                .filter(relation -> locked.contains(relation.oid()))
                .map(relation -> relation.name().quoted())
                .toList();
        return switch (names.size()) {
            case 0 -> "a table";
            case 1 -> "table " + names.getFirst();
            default -> "table %s (and %d others)".formatted(names.getFirst(), names.size() - 1);
        };
    }

    private static boolean unchanged(List<Relation> listed, List<Relation> seen) {
        Map<Long, Relation> before = listed.stream().collect(Collectors.toMap(Relation::oid, Function.identity()));
        return seen.stream().allMatch(relation -> {
            Relation was = before.get(relation.oid());
            return was != null && was.equals(relation) && relation.fileNode() == relation.fileNodeNow();
        });
    }

    /** The statement that makes a transaction of another session see what this one sees. */
    String importing() {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '%s'".formatted(name);
    }
}
