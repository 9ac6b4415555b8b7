package dev.lifeboat.cli.present;

/** Keeps names that came from a database from steering the terminal. */
final class Printable {
    private Printable() {}

    /** The text with control and invisible formatting characters written out, such as {@code \\u001b}; lines and tabs stay. */
    static String lines(String text) {
        return escape(text, true);
    }

    /** The same for what has to stay on one line. */
    static String word(String text) {
        return escape(text, false);
    }

    private static String escape(String text, boolean keepLines) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isPlain(character) || (keepLines && (character == '\n' || character == '\t'))) {
                out.appendCodePoint(character);
            } else {
                out.append(character == '\n' ? "\\n" : "\\u%04x".formatted(character));
            }
        });
        return out.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
