package dev.lifeboat.postgres.restore;

import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.postgres.inventory.CopyStatement;
import dev.lifeboat.postgres.inventory.LargeObjects;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.inventory.Table;
import dev.lifeboat.postgres.inventory.TableList;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.restore.ProofWorker.Count;
import dev.lifeboat.postgres.restore.ProofWorker.Gather;
import dev.lifeboat.postgres.restore.ProofWorker.Task;
import dev.lifeboat.postgres.segment.RowStream;
import dev.lifeboat.postgres.segment.SegmentPlan;
import dev.lifeboat.postgres.segment.SegmentRules;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads every restored row back and compares its table's fingerprint with the one that the backup holds. The planner's
 * statistics are gathered at the same time, which changes no row.
 */
final class Proof {
    private final Database target;
    private final ServerFacts server;
    private final String encoding;
    private final LargeObjectTarget largeObjects;

    Proof(Database target, ServerFacts server, String encoding, LargeObjectTarget largeObjects) {
        this.target = target;
        this.server = server;
        this.encoding = encoding;
        this.largeObjects = largeObjects;
    }

    /** Compares all these tables; a table that is not there has no rows. */
    List<TableProof> of(TargetTables destinations, List<TableEntry> tables, int jobs, Progress progress)
            throws SQLException {
        Map<TableName, List<TableEntry>> groups = destinations.comparable(tables);
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Gather());
        long bytes = tables.stream().mapToLong(TableEntry::plainBytes).sum();
        SegmentRules rules = SegmentRules.forJobs(server.blockSize(), SegmentRules.DEFAULT_BYTES, bytes, jobs);
        tasks.addAll(counts(destinations, groups, rules));
        Map<TableName, RowTally> restored = new HashMap<>();
        try (Progress.Step step = progress.start("proving rows", bytes)) {
            Workers.run(
                    jobs,
                    "proof",
                    tasks,
                    () -> new ProofWorker(target, (table, tally) -> {
                        synchronized (restored) {
                            restored.merge(table, tally, RowTally::plus);
                        }
                        step.advance(tally.bytes(), tally.rows());
                    }));
        }
        List<TableProof> proofs = new ArrayList<>();
        groups.forEach((name, entries) ->
                proofs.add(new TableProof(name, stored(entries), restored.getOrDefault(name, RowTally.EMPTY))));
        proofs.sort(Comparator.comparing(TableProof::table));
        return proofs;
    }

    private RowTally stored(List<TableEntry> entries) {
        return entries.getFirst().content() == Content.LARGE_OBJECTS
                ? largeObjects.expected()
                : entries.stream().map(TableEntry::tally).reduce(RowTally.EMPTY, RowTally::plus);
    }

    private List<Count> counts(TargetTables destinations, Map<TableName, List<TableEntry>> groups, SegmentRules rules)
            throws SQLException {
        Map<TableName, Table> present = presentTables();
        List<Count> counts = new ArrayList<>();
        groups.forEach((name, entries) -> {
            TableEntry entry = entries.getFirst();
            Table table = present.get(name);
            if (destinations.destination(entry).root()) {
                long bytes = entries.stream().mapToLong(TableEntry::plainBytes).sum();
                counts.add(new Count(name, CopyStatement.outOfTree(name, entry.columns(), encoding), tally(), bytes));
            } else if (table != null) {
                segments(entry, table, rules).forEach(counts::add);
            }
        });
        counts.sort(Comparator.comparingLong(Count::estimatedBytes).reversed());
        return counts;
    }

    private Map<TableName, Table> presentTables() throws SQLException {
        Map<TableName, Table> present = new HashMap<>();
        try (Connection connection = target.connect()) {
            connection.setAutoCommit(false);
            TableList.read(connection).forEach(table -> present.put(table.name(), table));
            LargeObjects.tables(connection).forEach(table -> present.put(table.name(), table));
        }
        return present;
    }

    /** The target's own blocks, but the source's columns and filter. */
    private List<Count> segments(TableEntry entry, Table there, SegmentRules rules) {
        return SegmentPlan.cut(there.reading(entry.columns(), entry.filter()), rules).stream()
                .map(segment -> new Count(
                        there.name(),
                        CopyStatement.out(segment.rows(), encoding),
                        entry.content() == Content.LARGE_OBJECTS ? projected() : tally(),
                        segment.estimatedBytes()))
                .toList();
    }

    private static ProofWorker.Tallying tally() {
        return Tallied::new;
    }

    private record Tallied(RowCounter counter) implements RowStream.Consumer {
        @Override
        public void row(byte[] bytes, int offset, int length) {
            counter.add(bytes, offset, length);
        }

        @Override
        public void piece(byte[] bytes, int offset, int length) {
            counter.addPiece(bytes, offset, length);
        }
    }

    /** Owners and privileges that were not restored cannot be compared. */
    private ProofWorker.Tallying projected() {
        return counter -> new WholeRows(row -> {
            byte[] projected = largeObjects.mode().project(row, row.length - 1);
            byte[] line = java.util.Arrays.copyOf(projected, projected.length + 1);
            counter.add(line, 0, line.length);
        });
    }
}
