package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.backup.BackupAttempt.Contents;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.postgres.backup.CopyWorker.CopyJob;
import dev.lifeboat.postgres.inventory.DefinitionChanges;
import dev.lifeboat.postgres.inventory.NameCheck;
import dev.lifeboat.postgres.inventory.SequenceList;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.inventory.Shapes;
import dev.lifeboat.postgres.inventory.Table;
import dev.lifeboat.postgres.segment.SegmentRules;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes one consistent copy of a database into an attempt. The design is in docs/design.md, "Taking a backup". */
final class PostgresBackup {
    private final Database database;
    private final Definitions definitions;
    private final BackupOptions options;
    private final Progress progress;
    private final BackupStep.Listener listener;

    PostgresBackup(
            Database database,
            Definitions definitions,
            BackupOptions options,
            Progress progress,
            BackupStep.Listener listener) {
        this.database = database;
        this.definitions = definitions;
        this.options = options;
        this.progress = progress;
        this.listener = listener;
    }

    /**
     * Copies everything and commits.
     *
     * @param coordinator has autocommit off, holds the database's backup lock, and is used by nobody else
     * @return the manifest, or empty if another attempt committed first
     */
    Optional<Manifest> take(Connection coordinator, ServerFacts server, BackupAttempt attempt) throws SQLException {
        NameCheck.check(coordinator, server.encoding());
        coordinator.rollback();
        ConsistentSnapshot snapshot = ConsistentSnapshot.take(coordinator, options.lockTimeout(), listener);
        Inventory inventory = Inventory.read(coordinator, server, options.omit());
        listener.reached(BackupStep.INVENTORIED);
        attempt.describe(List.of(inventory.server(), inventory.database(), snapshot.transactions()));
        attempt.describe(inventory.omitted());
        attempt.describe(inventory.partitioned());

        StoredTables stored = copyEverything(server, attempt, snapshot, inventory);
        listener.reached(BackupStep.ROWS_STORED);
        attempt.describe(sequences(coordinator));
        checkUnchanged(coordinator, server, inventory.shapes());
        if (!server.inRecovery()) {
            WalFlush.await(coordinator, snapshot.lsn(), database);
        }
        listener.reached(BackupStep.CHECKED);
        return attempt.commit(new Contents(
                snapshot.instant(),
                stored.tables(),
                stored.total().rows(),
                inventory.omitted().size()));
    }

    /** Stores definitions and rows, many at once. */
    private StoredTables copyEverything(
            ServerFacts server, BackupAttempt attempt, ConsistentSnapshot snapshot, Inventory inventory) {
        List<ObjectPlan> plans = ObjectPlan.plan(inventory.tables(), rules(server, inventory.tables()));
        StoredTables stored = new StoredTables(attempt, plans, inventory.shapes());
        List<BackupTask> tasks = new ArrayList<>();
        tasks.add(new BackupTask.StoreDefinitions());
        tasks.addAll(plans);
        long bytes = plans.stream().mapToLong(ObjectPlan::estimatedBytes).sum();
        try (Progress.Step step = progress.start("copying rows", bytes)) {
            CopyJob job = new CopyJob(
                    database,
                    snapshot,
                    server.encoding(),
                    new DefinitionsCopy(definitions, options, snapshot),
                    !inventory.omits(Omission.SUBSCRIPTIONS),
                    attempt,
                    stored,
                    step,
                    listener);
            Workers.run(options.jobs(), "backup", tasks, () -> new CopyWorker(job));
        }
        return stored;
    }

    private SegmentRules rules(ServerFacts server, List<Table> tables) {
        int blockSize = server.blockSize();
        long bytes = tables.stream().mapToLong(table -> table.bytes(blockSize)).sum();
        return SegmentRules.forJobs(blockSize, options.segmentBytes(), bytes, options.jobs());
    }

    /** Nothing locks them before, and whoever changes one may take its time. */
    private List<SequenceEntry> sequences(Connection coordinator) throws SQLException {
        Sql.run(coordinator, "SET LOCAL lock_timeout = " + options.lockTimeout().toMillis());
        try {
            return SequenceList.read(coordinator);
        } catch (SQLException e) {
            throw TableLocks.failure(e, "a sequence", options.lockTimeout());
        }
    }

    /** Locks keep neither types nor functions from changing: an enum label that was renamed meanwhile would not restore. */
    private void checkUnchanged(Connection coordinator, ServerFacts server, Map<Long, String> shapes) {
        try (Connection fresh = database.connect()) {
            fresh.setAutoCommit(false);
            checkShapes(shapes, Shapes.read(fresh));
            fresh.rollback();
            Optional<String> changed = DefinitionChanges.first(coordinator, fresh, server.version());
            if (changed.isPresent()) {
                throw new LifeboatException(
                        ErrorCode.SOURCE_CHANGED,
                        "%s was changed or dropped while it was read: no backup was made".formatted(changed.get()),
                        "repeat the backup when no migration runs");
            }
        } catch (SQLException e) {
            throw SqlFailure.of(e, "reading the definitions again", "no backup was made");
        }
    }

    private static void checkShapes(Map<Long, String> before, Map<Long, String> now) {
        List<Long> changed = before.entrySet().stream()
                .filter(table -> !table.getValue().equals(now.get(table.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(10)
                .toList();
        if (!changed.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.SOURCE_CHANGED,
                    "a type, an extension or a column of the tables with OIDs %s was changed while they were read: no backup was made"
                            .formatted(changed),
                    "repeat the backup when no migration runs");
        }
    }
}
