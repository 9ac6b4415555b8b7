package dev.lifeboat.testing.lambda;

/** How a function ended that was given an event. */
public sealed interface Invocation {
    /** It returned. */
    record Returned(String json) implements Invocation {}

    /**
     * It threw, it could not be made, or its process ended.
     *
     * @param type the exception's class, or one of Lambda's own words such as {@code Runtime.ExitError}
     */
    record Failed(String type, String message) implements Invocation {}
}
