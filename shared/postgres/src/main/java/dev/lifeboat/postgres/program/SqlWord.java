package dev.lifeboat.postgres.program;

/**
 * A word or a sign of a statement.
 *
 * @param text without the quotes of a quoted identifier; a quote alone stands for a string
 * @param quoted whether it was a quoted identifier, and so can be no key word
 */
record SqlWord(String text, boolean quoted) {
    /** Whether it is that key word or sign; pg_dump writes key words in capitals, and quotes a name in capitals. */
    boolean is(String keyword) {
        return !quoted && text.equals(keyword);
    }
}
