package dev.lifeboat.cli.present;

import java.util.regex.Pattern;

/** How tables are named on the terminal: {@code auth.users}, or quoted as in SQL where PostgreSQL needs it. */
public final class TableLabel {
    private static final Pattern ORDINARY = Pattern.compile("[a-z_][a-z0-9_]*");

    private TableLabel() {}

    /** A form that {@code --table} takes. */
    public static String of(String schema, String table) {
        boolean ordinary =
                ORDINARY.matcher(schema).matches() && ORDINARY.matcher(table).matches();
        return ordinary ? schema + "." + table : quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
