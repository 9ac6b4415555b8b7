package dev.lifeboat.lambda;

import dev.lifeboat.error.LifeboatException;
import java.util.function.Supplier;

/**
 * How a function fails: Lambda writes down an exception's message and no more, so this one's is the whole error, with its code
 * and its hint.
 */
public final class FunctionFailedException extends RuntimeException {
    private FunctionFailedException(LifeboatException why) {
        super(why.toText(), why);
    }

    /**
     * Does a function's work.
     *
     * @throws FunctionFailedException where that throws a LifeboatException
     */
    public static <T> T orFailed(Supplier<T> work) {
        try {
            return work.get();
        } catch (LifeboatException e) {
            throw new FunctionFailedException(e);
        }
    }
}
