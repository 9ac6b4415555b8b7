package dev.lifeboat.verify;

import java.util.List;
import java.util.stream.Collectors;

/** What a damage spoils. */
public sealed interface Touched {
    /** What follows, as the end of a sentence. */
    String consequence();

    /** The tables that are named; empty where all are meant, or none can be named. */
    default List<NamedTable> tables() {
        return List.of();
    }

    /** Rows of these tables, one or more, in their order. */
    record Rows(List<NamedTable> tables) implements Touched {
        private static final int NAMED = 5;

        public Rows {
            tables = tables.stream().distinct().sorted().toList();
            if (tables.isEmpty()) {
                throw new IllegalArgumentException("rows of no table");
            }
        }

        Rows(NamedTable table) {
            this(List.of(table));
        }

        @Override
        public String consequence() {
            if (tables.size() == 1) {
                return "the rows of table %s cannot be restored".formatted(tables.getFirst());
            }
            if (tables.size() <= NAMED) {
                return "the rows of tables %s cannot be restored"
                        .formatted(tables.stream().map(NamedTable::toString).collect(Collectors.joining(", ")));
            }
            return "the rows of %d tables cannot be restored, %s the first of them"
                    .formatted(tables.size(), tables.getFirst());
        }
    }

    /** Every table: without this object none can be made, or none be found. */
    record Everything() implements Touched {
        @Override
        public String consequence() {
            return "nothing of this backup can be restored";
        }
    }

    /** The cluster's roles and tablespaces, and no table. */
    record Globals() implements Touched {
        @Override
        public String consequence() {
            return "roles and tablespaces cannot be restored, all tables can";
        }
    }

    /** Nobody could tell: the index was not read, or does not say. */
    record Unknown() implements Touched {
        @Override
        public String consequence() {
            return "this backup cannot be restored in full";
        }
    }
}
