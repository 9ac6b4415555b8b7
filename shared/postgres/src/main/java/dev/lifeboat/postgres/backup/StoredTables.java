package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.postgres.inventory.Table;
import dev.lifeboat.postgres.segment.SegmentPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the segments of each table, from any thread, and describes a table in the index when its last one is stored, so that
 * only tables under way are kept in memory.
 */
final class StoredTables {
    private final BackupAttempt attempt;
    private final Map<Long, String> shapes;
    private final Map<Long, Pending> pending = new HashMap<>();
    private RowTally total = RowTally.EMPTY;
    private long tables;

    StoredTables(BackupAttempt attempt, List<ObjectPlan> plans, Map<Long, String> shapes) {
        this.attempt = attempt;
        this.shapes = shapes;
        for (ObjectPlan plan : plans) {
            for (SegmentPlan segment : plan.segments()) {
                pending.computeIfAbsent(segment.table().oid(), oid -> new Pending(segment.table())).missing++;
            }
        }
    }

    private static final class Pending {
        private final Table table;
        private final List<SegmentEntry> segments = new ArrayList<>();
        private int missing;

        Pending(Table table) {
            this.table = table;
        }
    }

    /** Notes segments whose object is stored. */
    synchronized void add(List<SegmentEntry> segments) {
        for (SegmentEntry segment : segments) {
            Pending of = pending.get(segment.table());
            if (of == null) {
                throw new IllegalStateException("table %d has a segment too many".formatted(segment.table()));
            }
            of.segments.add(segment);
            of.missing--;
            if (of.missing == 0) {
                pending.remove(segment.table());
                describe(of);
            }
        }
    }

    private void describe(Pending stored) {
        RowTally tally = stored.segments.stream().map(SegmentEntry::tally).reduce(RowTally.EMPTY, RowTally::plus);
        total = total.plus(tally);
        tables++;
        List<IndexEntry> lines = new ArrayList<>();
        lines.add(entry(stored.table, tally));
        stored.segments.sort(Comparator.comparingLong(SegmentEntry::fromBlock));
        lines.addAll(stored.segments);
        attempt.describe(lines);
    }

    private TableEntry entry(Table table, RowTally tally) {
        return new TableEntry(
                table.content(),
                table.oid(),
                table.name().schema(),
                table.name().name(),
                table.columns(),
                table.fileNode(),
                table.tablespace(),
                table.accessMethod(),
                table.unlogged(),
                table.ancestors(),
                table.throughRoot(),
                table.filter(),
                shapes.getOrDefault(table.oid(), ""),
                table.primaryKey(),
                tally.rows(),
                tally.bytes(),
                tally.fingerprint());
    }

    /** All rows of all tables; every table must be complete. */
    synchronized RowTally total() {
        if (!pending.isEmpty()) {
            throw new IllegalStateException("%d tables are incomplete".formatted(pending.size()));
        }
        return total;
    }

    synchronized long tables() {
        return tables;
    }
}
