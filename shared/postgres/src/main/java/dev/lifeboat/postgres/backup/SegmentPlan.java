package dev.lifeboat.postgres.backup;

import dev.lifeboat.postgres.inventory.Table;

/**
 * One segment to be copied: the rows of a table in the heap blocks from {@code fromBlock} to before {@code toBlock}.
 *
 * @param whole whether that is the whole table
 * @param last whether nothing comes after it
 */
record SegmentPlan(Table table, long fromBlock, long toBlock, boolean whole, boolean last) {
    static SegmentPlan wholeOf(Table table) {
        return new SegmentPlan(table, 0, table.blocks(), true, true);
    }

    /** How many bytes it will take, by the sizes of heap and TOAST. */
    long estimatedBytes(int blockSize) {
        long all = table.blocks() * blockSize + table.toastBytes();
        return table.blocks() == 0 ? 0 : (long) ((double) all * (toBlock - fromBlock) / table.blocks());
    }
}
