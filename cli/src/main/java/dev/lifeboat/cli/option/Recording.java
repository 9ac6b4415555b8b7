package dev.lifeboat.cli.option;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.Optional;

/**
 * What became of the record of an outcome.
 *
 * @param key where it lies; empty if it was not asked for, or failed
 * @param failure why it does not lie there
 */
public record Recording(Optional<ObjectKey> key, Optional<LifeboatException> failure) {
    /** A line that says so, or nothing if it was not asked for. */
    public String text() {
        return key.map("Recorded as %s.%n"::formatted)
                .or(() -> failure.map(why -> "NOT recorded: %s.%n".formatted(why.getMessage())))
                .orElse("");
    }
}
