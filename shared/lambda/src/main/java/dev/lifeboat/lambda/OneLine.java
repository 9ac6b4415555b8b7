package dev.lifeboat.lambda;

/** Makes a text that came from elsewhere fit into a message. */
final class OneLine {
    private static final int LONGEST = 1000;

    private OneLine() {}

    /** The same in one line of printable characters, and no longer than a thousand. */
    static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}+|\\s+", " ")
                .replaceAll(" {2,}", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
