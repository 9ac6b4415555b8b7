package dev.lifeboat.postgres.backup;

import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.inventory.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What will lie in one object: one segment of a big table, or many small tables. */
record ObjectPlan(List<SegmentPlan> segments, long estimatedBytes) implements BackupTask {
    private static final long SHARED_OBJECT_BYTES = 16L << 20;
    private static final long SMALL_TABLE_BYTES = 4L << 20;
    private static final int SHARED_OBJECT_TABLES = 500;

    /** Tid Range Scan came with PostgreSQL 14; before it, each segment would read the whole table. */
    private static final int FIRST_MAJOR_WITH_RANGES = 14;

    ObjectPlan {
        segments = List.copyOf(segments);
    }

    /**
     * How tables are cut and put together.
     *
     * @param segmentBytes heap plus TOAST of a segment, about
     */
    record Rules(int serverMajor, int blockSize, long segmentBytes) {}

    /** Plans all objects, the biggest first, so that none is left for the end. */
    static List<ObjectPlan> plan(List<Table> tables, Rules rules) {
        List<ObjectPlan> plans = new ArrayList<>();
        List<SegmentPlan> small = new ArrayList<>();
        for (Table table : tables) {
            List<SegmentPlan> segments = cut(table, rules);
            if (table.content() == Content.ROWS
                    && segments.size() == 1
                    && segments.getFirst().estimatedBytes(rules.blockSize()) <= SMALL_TABLE_BYTES) {
                small.add(segments.getFirst());
            } else {
                segments.forEach(segment -> plans.add(of(List.of(segment), rules)));
            }
        }
        plans.addAll(together(small, rules));
        plans.sort(Comparator.comparingLong(ObjectPlan::estimatedBytes).reversed());
        return plans;
    }

    /** For messages: {@code table "shop"."orders"}, or how many tables beginning with which. */
    String describe() {
        String first = "table " + segments.getFirst().table().name().quoted();
        return segments.size() == 1 ? first : "%s or one of %d others".formatted(first, segments.size() - 1);
    }

    private static ObjectPlan of(List<SegmentPlan> segments, Rules rules) {
        return new ObjectPlan(
                segments,
                segments.stream()
                        .mapToLong(segment -> segment.estimatedBytes(rules.blockSize()))
                        .sum());
    }

    private static List<SegmentPlan> cut(Table table, Rules rules) {
        long bytes = table.blocks() * rules.blockSize() + table.toastBytes();
        long parts = Math.min(Math.ceilDiv(bytes, rules.segmentBytes()), table.blocks());
        if (parts <= 1 || !hasRanges(table, rules)) {
            return List.of(SegmentPlan.wholeOf(table));
        }
        long blocksEach = Math.ceilDiv(table.blocks(), parts);
        List<SegmentPlan> segments = new ArrayList<>();
        for (long from = 0; from < table.blocks(); from += blocksEach) {
            long to = Math.min(from + blocksEach, table.blocks());
            segments.add(new SegmentPlan(table, from, to, false, to == table.blocks()));
        }
        return segments;
    }

    private static boolean hasRanges(Table table, Rules rules) {
        return rules.serverMajor() >= FIRST_MAJOR_WITH_RANGES
                && table.accessMethod().equals("heap")
                && table.filter().isEmpty()
                && table.content() != Content.LARGE_OBJECTS;
    }

    private static List<ObjectPlan> together(List<SegmentPlan> small, Rules rules) {
        List<ObjectPlan> plans = new ArrayList<>();
        List<SegmentPlan> shared = new ArrayList<>();
        long bytes = 0;
        for (SegmentPlan segment : small) {
            long size = segment.estimatedBytes(rules.blockSize());
            if (bytes + size > SHARED_OBJECT_BYTES || shared.size() == SHARED_OBJECT_TABLES) {
                plans.add(of(shared, rules));
                shared = new ArrayList<>();
                bytes = 0;
            }
            shared.add(segment);
            bytes += size;
        }
        if (!shared.isEmpty()) {
            plans.add(of(shared, rules));
        }
        return plans;
    }
}
