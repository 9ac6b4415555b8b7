package dev.lifeboat.cli.present;

import dev.lifeboat.error.LifeboatException;
import java.util.Optional;

/**
 * What a command has to say, in both presentations.
 *
 * @param text for people, each line ended by a newline; empty says nothing
 * @param json a value that Jackson writes, for the field {@code result}
 * @param failure set if the command found something wrong and has this to show for it: decides the exit code
 */
public record Result(String text, Object json, Optional<LifeboatException> failure) {
    public static Result of(String text, Object json) {
        return new Result(text, json, Optional.empty());
    }

    /** The same, shown before the failure. */
    public Result failed(LifeboatException because) {
        return new Result(text, json, Optional.of(because));
    }
}
