package dev.lifeboat.postgres.inventory;

import dev.lifeboat.postgres.connect.Identifiers;
import java.util.Comparator;

/** A table's or sequence's name with its schema, each as it stands in the catalogs. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    /** Quoted for a statement: {@code "shop"."orders"}. */
    public String quoted() {
        return Identifiers.quote(schema, name);
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
