package dev.lifeboat.health;

import java.util.List;

/** What is usual: the amount in the middle of the recent ones. */
record Median(long amount) {
    private static final int FACTOR = 2;

    /**
     * Of an even number, the lower of the two in the middle.
     *
     * @param amounts one or more
     */
    static Median of(List<Long> amounts) {
        List<Long> sorted = amounts.stream().sorted().toList();
        return new Median(sorted.get((sorted.size() - 1) / 2));
    }

    /** Whether that is more than twice as much, or less than half. */
    boolean isFarFrom(long seen) {
        return seen > amount * FACTOR || seen * FACTOR < amount;
    }
}
