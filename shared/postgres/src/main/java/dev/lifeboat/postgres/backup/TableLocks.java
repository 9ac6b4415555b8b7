package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.SqlFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The locks that keep tables as they are while they are read. */
final class TableLocks {
    /** Undefined table, undefined schema, wrong kind of object. */
    private static final Set<String> GONE = Set.of("42P01", "3F000", "42809");

    private static final Set<String> TIMED_OUT = Set.of("55P03");
    private static final Set<String> NO_LOCK_SPACE = Set.of("53200");

    private TableLocks() {}

    /** Waits for the locks; no statement if there are no names. */
    static String accessShare(Stream<TableName> names) {
        return "LOCK TABLE ONLY %s IN ACCESS SHARE MODE"
                .formatted(names.map(TableName::quoted).collect(Collectors.joining(", ONLY ")));
    }

    /**
     * Fails rather than waits. The coordinator holds the same lock already, so a worker would wait only behind an ALTER TABLE
     * or the like that waits for the coordinator: a deadlock that the server cannot see.
     */
    static String accessShareNow(Stream<TableName> names) {
        return accessShare(names) + " NOWAIT";
    }

    /** Whether what was named is not there any more. */
    static boolean isGone(SQLException failure) {
        return GONE.contains(SqlFailure.state(failure));
    }

    /** The error for something that is not there any more although the snapshot shows it. */
    static LifeboatException gone(SQLException cause, String subject) {
        return new LifeboatException(
                ErrorCode.SOURCE_CHANGED,
                "%s was renamed or dropped during the backup (%s): no backup was made"
                        .formatted(subject, SqlFailure.describe(cause)),
                "repeat the backup when no migration runs",
                cause);
    }

    /** The error for a lock that was waited for in vain, or for whatever else went wrong. */
    static LifeboatException failure(SQLException failure, String subject, Duration timeout) {
        String state = SqlFailure.state(failure);
        if (TIMED_OUT.contains(state)) {
            return new LifeboatException(
                    ErrorCode.LOCK_REFUSED,
                    "%s could not be locked for reading within %d s, because another session holds it exclusively: no backup was made"
                            .formatted(subject, timeout.toSeconds()),
                    "see who holds it with: SELECT pid, query FROM pg_stat_activity WHERE pid IN (SELECT pid FROM pg_locks WHERE mode = 'AccessExclusiveLock')",
                    failure);
        }
        if (NO_LOCK_SPACE.contains(state)) {
            return noSpace(failure);
        }
        if (isGone(failure)) {
            return gone(failure, subject);
        }
        return SqlFailure.of(failure, "locking " + subject, "no backup was made");
    }

    static LifeboatException noSpace(SQLException cause) {
        return new LifeboatException(
                ErrorCode.LOCK_REFUSED,
                "the server has no room for one lock on each table: no backup was made",
                "raise max_locks_per_transaction in postgresql.conf (a restart is needed) and repeat the backup",
                cause);
    }
}
