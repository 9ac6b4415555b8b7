package dev.lifeboat.cli;

import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.InvalidPathException;

/** Makes the one kind of failure that users see out of whatever was thrown. */
final class Failures {
    private Failures() {}

    /** What to tell of a throwable. Another exception's own message is not repeated: nobody knows what is in it. */
    static LifeboatException explain(Throwable thrown) {
        return switch (thrown) {
            case LifeboatException explained -> explained;
            case OutOfMemoryError e -> outOfMemory(e);
            case InvalidPathException e -> noPath(e);
            default ->
                new LifeboatException(
                        ErrorCode.INTERNAL,
                        "%s was not expected: this is a defect in Lifeboat"
                                .formatted(thrown.getClass().getSimpleName()),
                        "repeat the command with --debug, and report what it prints",
                        thrown);
        };
    }

    private static LifeboatException outOfMemory(OutOfMemoryError e) {
        return new LifeboatException(
                ErrorCode.INTERNAL,
                "the heap of %s is used up: the command was not finished"
                        .formatted(Sizes.bytes(Runtime.getRuntime().maxMemory())),
                "repeat it with a bigger heap, such as LIFEBOAT_HEAP=512m, and report this",
                e);
    }

    private static LifeboatException noPath(InvalidPathException e) {
        return new LifeboatException(
                ErrorCode.USAGE,
                "'%s' is no path that this system can hold (%s): nothing was done"
                        .formatted(e.getInput().replace("\0", "\\0"), e.getReason()),
                "name another, or set a locale of UTF-8, such as LC_ALL=C.UTF-8",
                e);
    }

    /** A result that could not be written: what was found wrong, or done and stays, is said all the same. */
    static LifeboatException unwritten(LifeboatException unwritten, Result result) {
        String message = String.valueOf(unwritten.getMessage());
        if (result.failure().isPresent()) {
            LifeboatException failure = result.failure().get();
            return new LifeboatException(
                    failure.code(), "%s; %s".formatted(failure.getMessage(), message), failure.hint(), failure);
        }
        return result.done()
                .map(done -> new LifeboatException(
                        unwritten.code(),
                        "%s, but %s".formatted(message, done),
                        "make room or write elsewhere; what was done need not be repeated",
                        unwritten))
                .orElse(unwritten);
    }

    static LifeboatException interrupted(String left) {
        return new LifeboatException(ErrorCode.INTERRUPTED, "interrupted: " + left, "repeat the command when it suits");
    }
}
