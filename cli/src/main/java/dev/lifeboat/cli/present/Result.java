package dev.lifeboat.cli.present;

import dev.lifeboat.error.LifeboatException;
import java.util.Optional;

/**
 * What a command has to say, in both presentations.
 *
 * @param text for people, each line ended by a newline; empty says nothing
 * @param json a value that Jackson writes, for the field {@code result}
 * @param done what stays done whatever becomes of this result, such as {@code backup 20261122T020000Z-full is made}
 * @param failure set if the command found something wrong and has this to show for it: decides the exit code
 */
public record Result(String text, Object json, Optional<String> done, Optional<LifeboatException> failure) {
    public static Result of(String text, Object json) {
        return new Result(text, json, Optional.empty(), Optional.empty());
    }

    /** The same of a command that did something which stays. */
    public Result done(String what) {
        return new Result(text, json, Optional.of(what), failure);
    }

    /** The same, shown before the failure. */
    public Result failed(LifeboatException because) {
        return new Result(text, json, done, Optional.of(because));
    }
}
