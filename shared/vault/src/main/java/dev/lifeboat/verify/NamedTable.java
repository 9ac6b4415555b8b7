package dev.lifeboat.verify;

import dev.lifeboat.index.TableEntry;
import java.util.Comparator;

/** A table as people name it. */
public record NamedTable(String schema, String name) implements Comparable<NamedTable> {
    private static final Comparator<NamedTable> ORDER =
            Comparator.comparing(NamedTable::schema).thenComparing(NamedTable::name);

    static NamedTable of(TableEntry table) {
        return new NamedTable(table.schema(), table.name());
    }

    @Override
    public int compareTo(NamedTable other) {
        return ORDER.compare(this, other);
    }

    /** Quoted as in SQL, such as {@code "shop"."orders"}. */
    @Override
    public String toString() {
        return quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
