package dev.lifeboat.postgres.restore;

import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.segment.RowStream;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.Disconnect;
import dev.lifeboat.postgres.sql.SqlFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads rows back and tallies them; meanwhile one worker has the planner's statistics gathered. */
final class ProofWorker implements Worker<ProofWorker.Task> {
    private final Database target;
    private final BiConsumer<TableName, RowTally> counted;
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;

    ProofWorker(Database target, BiConsumer<TableName, RowTally> counted) {
        this.target = target;
        this.counted = counted;
    }

    /** What is left to do once everything is restored. */
    sealed interface Task {}

    /** The statistics of every table. */
    record Gather() implements Task {}

    /**
     * Some rows to read back.
     *
     * @param estimatedBytes how much that is, about
     */
    record Count(TableName table, String copyStatement, Tallying tallying, long estimatedBytes) implements Task {}

    /** How rows are added to what is counted. */
    @FunctionalInterface
    interface Tallying {
        RowStream.Consumer to(RowCounter counter);
    }

    @Override
    public void work(Task task) {
        switch (task) {
            case Gather gather -> gather();
            case Count count -> count(count);
        }
    }

    private void gather() {
        try {
            Statistics.gather(connected());
        } catch (SQLException e) {
            throw SqlFailure.of(e, "gathering the planner's statistics", "the restore is not complete");
        }
    }

    private void count(Count count) {
        RowCounter counter = new RowCounter();
        try {
            RowStream.read(connected(), count.copyStatement(), count.tallying().to(counter));
        } catch (SQLException e) {
            throw SqlFailure.of(e, "reading table %s back".formatted(count.table()), "the restore is not proven");
        } catch (IOException e) {
            throw new IllegalStateException("tallying throws no IOException", e);
        }
        counted.accept(count.table(), counter.tally());
    }

    private Connection connected() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = target.connect();
            connection = current;
            if (cancelled) {
                throw new SQLException("the work was cancelled", "57014");
            }
        }
        return current;
    }

    @Override
    public void cancel() {
        cancelled = true;
        close();
    }

    @Override
    public void close() {
        Connection current = connection;
        if (current != null) {
            Disconnect.now(current);
        }
    }
}
