package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.connect.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The COPY statements by which rows leave and enter a database. Each names its encoding, the source's, so that every byte is
 * kept whatever the client's encoding is.
 */
public final class CopyStatement {
    private CopyStatement() {}

    /**
     * Which rows of a table.
     *
     * @param filter an extension's condition, beginning with WHERE
     * @param blocks heap blocks; all where empty
     */
    public record Rows(
            Content content, TableName table, List<String> columns, Optional<String> filter, Optional<Blocks> blocks) {
        public Rows {
            columns = List.copyOf(columns);
        }

        /** All rows of a table. */
        public static Rows of(Table table) {
            return new Rows(table.content(), table.name(), table.columns(), table.filter(), Optional.empty());
        }
    }

    /**
     * A range of heap blocks.
     *
     * @param to the first block after it; empty to go on to the end
     */
    public record Blocks(long from, Optional<Long> to) {
        String condition() {
            return "ctid >= '(%d,0)'::pg_catalog.tid".formatted(from)
                    + to.map(" AND ctid < '(%d,0)'::pg_catalog.tid"::formatted).orElse("");
        }
    }

    /** Sends rows as COPY text; what describes large objects comes as UTF-8, for it is read and not only kept. */
    public static String out(Rows rows, String encoding) {
        boolean read = rows.content() == Content.LARGE_OBJECTS && !encoding.equals("SQL_ASCII");
        return "COPY %s TO STDOUT (FORMAT text, ENCODING '%s')".formatted(subject(rows), read ? "UTF8" : encoding);
    }

    /** Sends all rows of a partition tree. */
    public static String outOfTree(TableName root, List<String> columns, String encoding) {
        return "COPY (SELECT %s FROM %s) TO STDOUT (FORMAT text, ENCODING '%s')"
                .formatted(columns(columns), root.quoted(), encoding);
    }

    private static String subject(Rows rows) {
        if (rows.content() == Content.LARGE_OBJECTS) {
            return "(" + LargeObjects.METADATA + ")";
        }
        String from = "ONLY " + rows.table().quoted();
        if (rows.blocks().isPresent()) {
            return "(SELECT %s FROM %s WHERE %s)"
                    .formatted(
                            columns(rows.columns()), from, rows.blocks().get().condition());
        }
        if (rows.filter().isPresent()) {
            return "(SELECT %s FROM %s %s)"
                    .formatted(columns(rows.columns()), from, rows.filter().get());
        }
        return rows.columns().isEmpty() ? "(SELECT FROM %s)".formatted(from) : into(rows.table(), rows.columns());
    }

    /** Takes rows as COPY text into a table, or into the root of its partition tree. */
    public static String in(TableName table, List<String> columns, String encoding) {
        return "COPY %s FROM STDIN (FORMAT text, ENCODING '%s')"
                .formatted(columns.isEmpty() ? table.quoted() : into(table, columns), encoding);
    }

    private static String into(TableName table, List<String> columns) {
        return "%s (%s)".formatted(table.quoted(), columns(columns));
    }

    private static String columns(List<String> columns) {
        return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }
}
