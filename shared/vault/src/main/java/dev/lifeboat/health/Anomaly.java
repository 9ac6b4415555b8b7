package dev.lifeboat.health;

/**
 * One thing that is not as it usually is.
 *
 * @param table which; empty for all tables together
 * @param seen how much there is now
 * @param usual how much there was in the middle of the recent backups; for a minimum, that
 */
public record Anomaly(What what, String table, long seen, long usual) {
    /** What is unusual. */
    public enum What {
        /** Stored bytes. */
        STORED("stored bytes"),
        /** Bytes before compression and encryption, of all tables or of one. */
        PLAIN("bytes before compression"),
        /** Rows. */
        ROWS("rows"),
        /** Stored bytes, compared with the least that somebody expects. */
        MINIMUM("stored bytes, expected at least"),
        /** A table that there was, and is no more. */
        GONE("table is gone; rows before"),
        /** A table that had rows. */
        EMPTIED("table is empty; rows before"),
        /** A table that has lost more than half of its rows. */
        SHRUNK("rows"),
        /** A table that has more than doubled. */
        GROWN("rows");

        private final String text;

        What(String text) {
            this.text = text;
        }
    }

    /** For people, such as {@code 12 rows, usually 5,000}. */
    public String sentence() {
        String sentence = switch (what) {
            case MINIMUM -> "%,d %s %,d".formatted(seen, what.text, usual);
            case GONE, EMPTIED -> "%s: %,d".formatted(what.text, usual);
            default -> "%,d %s, usually %,d".formatted(seen, what.text, usual);
        };
        return table.isEmpty() ? sentence : "%s: %s".formatted(table, sentence);
    }
}
