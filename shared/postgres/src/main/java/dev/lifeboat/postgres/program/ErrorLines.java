package dev.lifeboat.postgres.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first lines that a program wrote to its standard error, and how many more there were. */
final class ErrorLines implements Consumer<String> {
    private static final int LINES_KEPT = 200;
    private static final int CHARACTERS_KEPT = 1000;

    private final List<String> kept = new ArrayList<>();
    private long dropped;

    @Override
    public synchronized void accept(String line) {
        if (line.isBlank()) {
            return;
        }
        if (kept.size() == LINES_KEPT) {
            dropped++;
        } else {
            kept.add(line.length() > CHARACTERS_KEPT ? line.substring(0, CHARACTERS_KEPT) + "..." : line);
        }
    }

    synchronized List<String> kept() {
        return List.copyOf(kept);
    }

    synchronized long dropped() {
        return dropped;
    }
}
