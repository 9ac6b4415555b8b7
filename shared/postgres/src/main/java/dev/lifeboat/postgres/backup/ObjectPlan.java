package dev.lifeboat.postgres.backup;

import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.inventory.Table;
import dev.lifeboat.postgres.segment.SegmentPlan;
import dev.lifeboat.postgres.segment.SegmentRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What will lie in one object: one segment of a big table, or many small tables. */
record ObjectPlan(List<SegmentPlan> segments, long estimatedBytes) implements BackupTask {
    private static final long SHARED_OBJECT_BYTES = 16L << 20;
    private static final long SMALL_TABLE_BYTES = 4L << 20;
    private static final int SHARED_OBJECT_TABLES = 500;

    ObjectPlan {
        segments = List.copyOf(segments);
    }

    /** Plans all objects, the biggest first, so that none is left for the end. */
    static List<ObjectPlan> plan(List<Table> tables, SegmentRules rules) {
        List<ObjectPlan> plans = new ArrayList<>();
        List<SegmentPlan> small = new ArrayList<>();
        for (Table table : tables) {
            List<SegmentPlan> segments = SegmentPlan.cut(table, rules);
            if (mayShare(segments)) {
                small.add(segments.getFirst());
            } else {
                segments.forEach(segment -> plans.add(of(List.of(segment))));
            }
        }
        plans.addAll(together(small));
        plans.sort(Comparator.comparingLong(ObjectPlan::estimatedBytes).reversed());
        return plans;
    }

    /** Large objects' two tables keep to themselves: a restore needs one before everything else, and the other after. */
    private static boolean mayShare(List<SegmentPlan> segments) {
        SegmentPlan first = segments.getFirst();
        return segments.size() == 1
                && first.table().content() == Content.ROWS
                && first.estimatedBytes() <= SMALL_TABLE_BYTES;
    }

    private static ObjectPlan of(List<SegmentPlan> segments) {
        return new ObjectPlan(
                segments,
                segments.stream().mapToLong(SegmentPlan::estimatedBytes).sum());
    }

    private static List<ObjectPlan> together(List<SegmentPlan> small) {
        List<ObjectPlan> plans = new ArrayList<>();
        List<SegmentPlan> shared = new ArrayList<>();
        long bytes = 0;
        for (SegmentPlan segment : small) {
            if (bytes + segment.estimatedBytes() > SHARED_OBJECT_BYTES || shared.size() == SHARED_OBJECT_TABLES) {
                plans.add(of(shared));
                shared = new ArrayList<>();
                bytes = 0;
            }
            shared.add(segment);
            bytes += segment.estimatedBytes();
        }
        if (!shared.isEmpty()) {
            plans.add(of(shared));
        }
        return plans;
    }

    /** For messages: {@code table "shop"."orders"}, or how many tables beginning with which. */
    String describe() {
        String first = "table " + segments.getFirst().table().name().quoted();
        return segments.size() == 1 ? first : "%s or one of %d others".formatted(first, segments.size() - 1);
    }
}
