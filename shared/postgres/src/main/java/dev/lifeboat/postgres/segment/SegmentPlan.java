package dev.lifeboat.postgres.segment;

import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.inventory.CopyStatement.Blocks;
import dev.lifeboat.postgres.inventory.CopyStatement.Rows;
import dev.lifeboat.postgres.inventory.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One segment to be copied: the rows of a table in the heap blocks from {@code fromBlock} to before {@code toBlock}.
 *
 * @param whole whether that is the whole table
 * @param last whether nothing comes after it
 * @param estimatedBytes how many bytes it will take, by the sizes of heap and TOAST
 */
public record SegmentPlan(Table table, long fromBlock, long toBlock, boolean whole, boolean last, long estimatedBytes) {
    /** Cuts a table into segments of about the same size, or leaves it whole where it cannot be cut or is small. */
    public static List<SegmentPlan> cut(Table table, SegmentRules rules) {
        long bytes = table.bytes(rules.blockSize());
        long parts = Math.min(Math.ceilDiv(bytes, rules.segmentBytes()), table.blocks());
        if (parts <= 1 || !hasRanges(table)) {
            return List.of(new SegmentPlan(table, 0, table.blocks(), true, true, bytes));
        }
        long blocksEach = Math.ceilDiv(table.blocks(), parts);
        List<SegmentPlan> segments = new ArrayList<>();
        for (long from = 0; from < table.blocks(); from += blocksEach) {
            long to = Math.min(from + blocksEach, table.blocks());
            long share = (long) ((double) bytes * (to - from) / table.blocks());
            segments.add(new SegmentPlan(table, from, to, false, to == table.blocks(), share));
        }
        return segments;
    }

    private static boolean hasRanges(Table table) {
        return table.accessMethod().equals("heap")
                && table.filter().isEmpty()
                && table.content() != Content.LARGE_OBJECTS;
    }

    /** What a COPY of this segment selects. */
    public Rows rows() {
        if (whole) {
            return Rows.of(table);
        }
        Optional<Long> end = last ? Optional.empty() : Optional.of(toBlock);
        return new Rows(
                table.content(),
                table.name(),
                table.columns(),
                table.filter(),
                Optional.of(new Blocks(fromBlock, end)));
    }
}
