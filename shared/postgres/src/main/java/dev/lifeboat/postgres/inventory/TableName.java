package dev.lifeboat.postgres.inventory;

import java.util.Comparator;

/** A table's or sequence's name with its schema, each as it stands in the catalogs. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    /** Quoted for a statement: {@code "shop"."orders"}. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    /** An identifier in double quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return quoted();
    }
}
