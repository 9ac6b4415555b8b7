package dev.lifeboat.cli.present;

/** Whoever read standard output has closed it, as {@code head} does: nothing more need be said. */
public final class ReaderGone extends RuntimeException {
    /** What a shell reports for a program that SIGPIPE ended. */
    public static final int EXIT_CODE = 141;

    ReaderGone(Throwable cause) {
        super(cause);
    }
}
