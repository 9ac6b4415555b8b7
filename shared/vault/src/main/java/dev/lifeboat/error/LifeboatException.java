package dev.lifeboat.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception by which Lifeboat says that something went wrong.
 *
 * <p>The message begins lowercase and says subject, what was expected, what was seen and what follows from it; the hint
 * says what to do. Neither may hold a secret, a key or a row.
 */
public final class LifeboatException extends RuntimeException {
    private final ErrorCode code;
    private final String hint;

    public LifeboatException(ErrorCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    public LifeboatException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    public ErrorCode code() {
        return code;
    }

    /** What the reader can do, without the word {@code hint:}. */
    public String hint() {
        return hint;
    }

    /** The whole error as a person reads it: code and message, then the hint on a line of its own. */
    public String toText() {
        return "error [%s]: %s%n    hint: %s".formatted(code.id(), getMessage(), hint);
    }
}
