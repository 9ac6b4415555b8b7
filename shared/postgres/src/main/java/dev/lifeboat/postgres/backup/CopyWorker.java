package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.postgres.segment.SegmentCopy;
import dev.lifeboat.postgres.segment.SegmentPlan;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.Disconnect;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.stream.ObjectWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/** Stores planned objects over a connection of its own, each in a transaction of its own under the shared snapshot. */
final class CopyWorker implements Worker<BackupTask> {
    private static final int TRIES = 3;
    private static final Set<String> LOCK_NOT_AVAILABLE = Set.of("55P03");
    private static final Set<String> NO_LOCK_SPACE = Set.of("53200");

    /** Of PostgreSQL to 16, of later ones, and of a session that is just about to end. */
    private static final Set<String> SNAPSHOT_GONE = Set.of("22023", "42704", "55000");

    private static final String OTHER_TABLES = """
            SELECT t.name FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::int8[])) AS t (name, oid)
            WHERE pg_catalog.to_regclass(t.name) IS DISTINCT FROM t.oid::pg_catalog.oid::pg_catalog.regclass""";

    private final CopyJob job;
    private @Nullable SegmentPlan underWay;
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;

    CopyWorker(CopyJob job) {
        this.job = job;
    }

    /** What all workers of one backup share. */
    record CopyJob(
            Database database,
            ConsistentSnapshot snapshot,
            String encoding,
            DefinitionsCopy definitions,
            boolean subscriptions,
            BackupAttempt attempt,
            StoredTables tables,
            Progress.Step progress,
            BackupStep.Listener listener) {}

    @Override
    public void work(BackupTask task) throws SQLException {
        switch (task) {
            case BackupTask.StoreDefinitions definitions -> {
                job.definitions().store(job.attempt(), job.subscriptions());
                job.listener().reached(BackupStep.SCHEMA_STORED);
            }
            case ObjectPlan plan -> store(plan);
        }
    }

    private void store(ObjectPlan plan) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                job.tables().add(copy(plan));
                return;
            } catch (SQLException e) {
                boolean again = SqlFailure.isLostConnection(e) && attempt < TRIES && !cancelled;
                disconnect();
                if (!again) {
                    throw failure(e, plan);
                }
            }
        }
    }

    /** Stores one object and gives its segments; a failure leaves no object. */
    private List<SegmentEntry> copy(ObjectPlan plan) throws SQLException {
        Connection current = connected();
        List<Copied> copied = new ArrayList<>();
        underWay = null;
        job.listener().reached(BackupStep.COPYING);
        try (LazyObject object = new LazyObject(job.attempt())) {
            importSnapshot(current);
            lock(current, plan);
            for (SegmentPlan segment : plan.segments()) {
                underWay = segment;
                long offset = object.plainBytes();
                RowTally tally = SegmentCopy.copy(current, segment.rows(), job.encoding(), object);
                copied.add(new Copied(segment, tally, offset));
                job.progress().advance(tally.bytes(), tally.rows());
            }
            underWay = null;
            Sql.run(current, "COMMIT");
            Optional<ObjectWriter> stored = object.finish();
            return copied.stream().map(c -> c.entry(stored)).toList();
        } catch (IOException e) {
            throw new IllegalStateException("an object writer throws no IOException", e);
        }
    }

    /** Fails as a lost connection does where the session is gone that holds the snapshot. */
    private void importSnapshot(Connection connection) throws SQLException {
        try {
            Sql.run(connection, job.snapshot().importing());
        } catch (SQLException e) {
            if (SNAPSHOT_GONE.contains(SqlFailure.state(e))) {
                throw new SQLException(
                        "the session that holds the backup's snapshot has ended",
                        PSQLState.CONNECTION_FAILURE.getState(),
                        e);
            }
            throw e;
        }
    }

    private record Copied(SegmentPlan plan, RowTally tally, long offset) {
        SegmentEntry entry(Optional<ObjectWriter> object) {
            return new SegmentEntry(
                    plan.table().oid(),
                    plan.fromBlock(),
                    plan.toBlock(),
                    tally.rows(),
                    tally.fingerprint(),
                    tally.rows() == 0 ? Optional.empty() : object.map(ObjectWriter::key),
                    offset,
                    tally.bytes(),
                    Optional.empty());
        }
    }

    private static void lock(Connection connection, ObjectPlan plan) throws SQLException {
        List<SegmentPlan> lockable = plan.segments().stream()
                .filter(segment -> segment.table().isLockable())
                .toList();
        if (!lockable.isEmpty()) {
            Sql.run(
                    connection,
                    TableLocks.accessShareNow(
                            lockable.stream().map(segment -> segment.table().name())));
            requireSameTables(connection, lockable);
        }
    }

    /** No lock keeps a schema from being renamed, and then its name may be another's, with a table of that name in it. */
    private static void requireSameTables(Connection connection, List<SegmentPlan> segments) throws SQLException {
        String[] names = segments.stream()
                .map(segment -> segment.table().name().quoted())
                .toArray(String[]::new);
        Long[] oids = segments.stream().map(segment -> segment.table().oid()).toArray(Long[]::new);
        List<String> others = Sql.list(
                connection,
                OTHER_TABLES,
                row -> row.getString(1),
                connection.createArrayOf("text", names),
                connection.createArrayOf("int8", oids));
        if (!others.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.SOURCE_CHANGED,
                    "%s is another table than it was when the backup began: no backup was made"
                            .formatted(others.getFirst()),
                    "repeat the backup when no migration runs");
        }
    }

    private Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = job.database().connect();
            connection = current;
            if (cancelled) {
                throw new SQLException("the work was cancelled", "57014");
            }
        }
        return current;
    }

    private RuntimeException failure(SQLException e, ObjectPlan plan) {
        String tables = tableUnderWay().orElseGet(plan::describe);
        if (LOCK_NOT_AVAILABLE.contains(SqlFailure.state(e))) {
            return new LifeboatException(
                    ErrorCode.LOCK_REFUSED,
                    "another session waits to change %s (ALTER TABLE or the like) and blocks every reader: no backup was made"
                            .formatted(tables),
                    "find it with: SELECT pid, query FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
                    e);
        }
        if (NO_LOCK_SPACE.contains(SqlFailure.state(e))) {
            return TableLocks.noSpace(e);
        }
        if (TableLocks.isGone(e)) {
            return TableLocks.gone(e, tables);
        }
        return SqlFailure.of(e, "copying " + tables, "no backup was made");
    }

    private Optional<String> tableUnderWay() {
        return Optional.ofNullable(underWay)
                .map(segment -> "table " + segment.table().name().quoted());
    }

    private void disconnect() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            Disconnect.now(current);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        job.definitions().cancel();
        Connection current = connection;
        if (current != null) {
            Disconnect.now(current);
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
