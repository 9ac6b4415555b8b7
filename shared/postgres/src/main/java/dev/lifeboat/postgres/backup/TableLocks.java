package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.inventory.TableName;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The locks that keep tables as they are while they are read. */
final class TableLocks {
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

    static LifeboatException noSpace(SQLException cause) {
        return new LifeboatException(
                ErrorCode.LOCK_REFUSED,
                "the server has no room for one lock on each table: no backup was made",
                "raise max_locks_per_transaction in postgresql.conf (a restart is needed) and repeat the backup",
                cause);
    }
}
