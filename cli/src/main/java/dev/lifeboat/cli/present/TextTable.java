package dev.lifeboat.cli.present;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under a head, each column as wide as its widest cell, numbers and sizes to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /**
     * A table without rows.
     *
     * @param head the columns' names; one that begins with {@code >} stands to the right, without that sign
     */
    public TextTable(String... head) {
        right = new boolean[head.length];
        for (int i = 0; i < head.length; i++) {
            right[i] = head[i].startsWith(">");
        }
        add(Arrays.stream(head)
                .map(name -> name.startsWith(">") ? name.substring(1) : name)
                .toList());
    }

    /** Adds a row, with one cell for each column. */
    public TextTable row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, right.length));
        }
        add(Arrays.stream(cells).map(Object::toString).toList());
        return this;
    }

    private void add(List<String> cells) {
        rows.add(cells.stream().map(Printable::word).toList());
    }

    /** The table, with a newline after every line. */
    @Override
    public String toString() {
        int[] widths = new int[right.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - width(row.get(i)));
            line.append(right[i] ? blanks + row.get(i) : row.get(i) + blanks).append(GAP);
        }
        return line.toString().stripTrailing() + "\n";
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
