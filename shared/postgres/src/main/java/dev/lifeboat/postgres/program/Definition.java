package dev.lifeboat.postgres.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What pg_dump says of one object. Two are equal if the objects are the same in databases of other names.
 *
 * @param heading the object as pg_dump names it: {@code orders; Type: TABLE; Schema: shop; Owner: shop}
 * @param lines its statements, which may hold secrets
 */
public record Definition(String heading, List<String> lines) {
    /** The settings of a database and of roles in it stand in the order in which they happen to be stored. */
    private static final Pattern WITHOUT_ORDER = Pattern.compile(".*; Type: DATABASE PROPERTIES; .*");

    /** Lists the columns of a table: their definitions, or privileges. */
    private static final Pattern OF_COLUMNS = Pattern.compile(".*; Type: (TABLE|ACL|FOREIGN TABLE); .*");

    public Definition {
        lines = List.copyOf(lines);
    }

    static Definition of(String heading, List<String> lines, DatabaseName database) {
        if (!DatabaseName.isIn(heading)) {
            return new Definition(heading, lines);
        }
        List<String> nameless =
                new ArrayList<>(lines.stream().map(database::removedFrom).toList());
        if (WITHOUT_ORDER.matcher(heading).matches()) {
            nameless.sort(null);
        }
        return new Definition(heading.replaceFirst("^(DATABASE )?.*; Type: ", "$1<database>; Type: "), nameless);
    }

    /** The same for a table whose columns stand in another order. */
    public Definition withoutOrderOfColumns() {
        return OF_COLUMNS.matcher(heading).matches()
                ? new Definition(
                        heading,
                        lines.stream()
                                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                                .sorted()
                                .toList())
                : this;
    }
}
