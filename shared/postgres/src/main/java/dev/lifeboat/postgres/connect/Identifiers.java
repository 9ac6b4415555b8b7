package dev.lifeboat.postgres.connect;

/** Names as SQL text. */
public final class Identifiers {
    private Identifiers() {}

    /** The name in double quotes, always, so that no keyword and no capital letter matters. */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an SQL name is neither empty nor holds a zero character");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The name within its schema, both quoted. */
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }
}
