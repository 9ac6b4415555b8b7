package dev.lifeboat.postgres.connect;

/** Texts as SQL text. */
public final class Literals {
    private Literals() {}

    /**
     * The text as a string constant that means the same whatever {@code standard_conforming_strings} is: with a backslash
     * in it, as an escape string, {@code E'..'}.
     */
    public static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an SQL text holds no zero character");
        }
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
