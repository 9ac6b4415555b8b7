package dev.lifeboat.postgres.sql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One row of COPY text taken apart into its fields (PostgreSQL documentation, COPY, "Text Format"). A field of {@code \N} is
 * null; a backslash begins an escape.
 */
public final class CopyLine {
    private CopyLine() {}

    /** The raw fields of a row without its newline, escapes and all. */
    public static List<String> fields(byte[] row, int length) {
        return List.of(new String(row, 0, length, StandardCharsets.ISO_8859_1).split("\t", -1));
    }

    /** A raw field's value, empty for null. */
    public static Optional<String> value(String field, Charset charset) {
        return field.equals("\\N") ? Optional.empty() : Optional.of(unescape(field, charset));
    }

    private static String unescape(String field, Charset charset) {
        if (field.indexOf('\\') < 0) {
            return new String(field.getBytes(StandardCharsets.ISO_8859_1), charset);
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            plain.append(c == '\\' && i + 1 < field.length() ? escaped(field.charAt(++i)) : c);
        }
        return new String(plain.toString().getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /** COPY TO writes no other escapes, in particular no octal or hexadecimal ones. */
    private static char escaped(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\u000B';
            default -> letter;
        };
    }

    /** Raw fields put together again, as a row without its newline. */
    public static byte[] join(List<String> fields) {
        return String.join("\t", fields).getBytes(StandardCharsets.ISO_8859_1);
    }
}
