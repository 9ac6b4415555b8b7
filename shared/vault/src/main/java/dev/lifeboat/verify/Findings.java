package dev.lifeboat.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Gathers damage from many threads. It counts all of it, and keeps so much that a report of it can be read. */
final class Findings {
    private static final int KEPT = 1_000;

    private final List<Damage> kept = new ArrayList<>();
    private final Set<NamedTable> tables = new TreeSet<>();
    private boolean everything;
    private long count;

    synchronized void add(Damage damage) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(damage);
        }
        tables.addAll(damage.touched().tables());
        everything |= damage.touched() instanceof Touched.Everything;
    }

    synchronized void addAll(List<Damage> damage) {
        damage.forEach(this::add);
    }

    /** What was kept, in the order of the objects' keys. */
    synchronized List<Damage> kept() {
        return kept.stream().sorted(Damage.ORDER).toList();
    }

    synchronized long count() {
        return count;
    }

    synchronized boolean touch(NamedTable table) {
        return everything || tables.contains(table);
    }
}
