package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.postgres.restore.LoadPlan.Part;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.Disconnect;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.stream.ObjectReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Loads objects, each in one transaction that commits only when the whole object was read and everything in it was right:
 * checksum, encryption, compression, and every wanted segment's rows.
 */
final class LoadWorker implements Worker<LoadPlan> {
    private static final int BUFFER = 128 * 1024;
    private static final String CHECK_VIOLATION = "23514";

    private final LoadJob job;
    private final byte[] buffer = new byte[BUFFER];
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;

    LoadWorker(LoadJob job) {
        this.job = job;
    }

    /** What all workers of one restore share. */
    record LoadJob(
            Database target,
            BackupReader backup,
            String encoding,
            TargetTables tables,
            LargeObjectTarget largeObjects,
            Postponed postponed,
            Progress.Step progress) {}

    @Override
    public void work(LoadPlan plan) throws SQLException {
        try {
            load(plan);
        } catch (SQLException e) {
            disconnect();
            if (SqlFailure.state(e).equals(CHECK_VIOLATION) && job.tables().loadThroughRoots(plan)) {
                loadAgain(plan);
            } else {
                postpone(plan, e);
            }
        }
    }

    /** A leaf refused a row: in the target it belongs to another one, and the root knows which. */
    private void loadAgain(LoadPlan plan) {
        try {
            load(plan);
        } catch (SQLException e) {
            disconnect();
            postpone(plan, e);
        }
    }

    private void postpone(LoadPlan plan, SQLException e) {
        if (!job.postponed().accepts(plan, e)) {
            throw LoadFailure.of(e, plan);
        }
    }

    private void load(LoadPlan plan) throws SQLException {
        Connection current = connected();
        Sql.run(current, "BEGIN");
        try (ObjectReader object = job.backup().open(plan.object())) {
            long position = 0;
            SegmentLoad last = null;
            for (Part part : plan.parts()) {
                if (last != null) {
                    last.finish();
                }
                skip(object, part.segment().offset() - position, plan);
                last = begin(current, part);
                transfer(object, part.segment().plainBytes(), last, plan);
                position = part.segment().offset() + part.segment().plainBytes();
                job.progress()
                        .advance(part.segment().plainBytes(), part.segment().rows());
            }
            drain(object);
            if (last != null) {
                last.finish();
            }
        }
        Sql.run(current, "COMMIT");
    }

    private SegmentLoad begin(Connection current, Part part) throws SQLException {
        if (part.table().content() == Content.ROWS) {
            TargetTables.Destination destination = job.tables().destination(part.table());
            return TableLoad.begin(
                    current, part, destination.table(), part.table().columns(), job.encoding());
        }
        return new LargeObjectLoad(
                part, job.largeObjects().rows(current, part.table().content()));
    }

    private void transfer(ObjectReader object, long bytes, SegmentLoad load, LoadPlan plan) throws SQLException {
        long left = bytes;
        while (left > 0) {
            int read = object.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw tooShort(plan);
            }
            load.add(buffer, 0, read);
            left -= read;
        }
    }

    private void skip(ObjectReader object, long bytes, LoadPlan plan) {
        long left = bytes;
        while (left > 0) {
            int read = object.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw tooShort(plan);
            }
            left -= read;
        }
    }

    /** To the end, since only the end tells that all was right. */
    private void drain(ObjectReader object) {
        while (object.read(buffer, 0, buffer.length) >= 0) {
            // segments that are not wanted
        }
    }

    private static LifeboatException tooShort(LoadPlan plan) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s ends before the segments that its index places in it: its rows were not restored"
                        .formatted(plan.object()),
                "restore from another copy of this store, or use another backup");
    }

    private Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = job.target().connect();
            Sql.run(current, "SET synchronous_commit = off");
            connection = current;
            if (cancelled) {
                throw new SQLException("the work was cancelled", "57014");
            }
        }
        return current;
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
