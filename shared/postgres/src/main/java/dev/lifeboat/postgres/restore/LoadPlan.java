package dev.lifeboat.postgres.restore;

import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.store.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One object and the segments in it that are wanted, by their offsets.
 *
 * @param plainBytes of the wanted segments
 */
record LoadPlan(ObjectKey object, List<Part> parts, long plainBytes) {
    LoadPlan {
        parts = List.copyOf(parts);
    }

    /** A segment and its table. */
    record Part(TableEntry table, SegmentEntry segment) {}

    /** Plans all objects that hold rows of the tables, the biggest first. */
    static List<LoadPlan> of(List<Part> parts) {
        Map<ObjectKey, List<Part>> byObject = new TreeMap<>();
        for (Part part : parts) {
            part.segment()
                    .object()
                    .ifPresent(object -> byObject.computeIfAbsent(object, key -> new ArrayList<>())
                            .add(part));
        }
        List<LoadPlan> plans = new ArrayList<>();
        byObject.forEach((object, inIt) -> {
            inIt.sort(Comparator.comparingLong(part -> part.segment().offset()));
            plans.add(new LoadPlan(
                    object,
                    inIt,
                    inIt.stream().mapToLong(part -> part.segment().plainBytes()).sum()));
        });
        plans.sort(Comparator.comparingLong(LoadPlan::plainBytes).reversed());
        return plans;
    }
}
