package dev.lifeboat.job.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Ends a run from another thread, so that it fails and cleans up: what was registered is closed, newest first. Once, and for
 * good. Safe for many threads.
 */
public final class Stop {
    private final Deque<AutoCloseable> closers = new ArrayDeque<>();
    private Optional<Reason> reason = Optional.empty();

    /** Why a run is ended before it is done. */
    public enum Reason {
        /** There is no more time for it. */
        TIME,
        /** Somebody said so. */
        TOLD
    }

    /** Takes back what was registered. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Has something closed when the run is ended; at once if it is by now. */
    Registration closes(AutoCloseable closer) {
        if (!keep(closer)) {
            closeQuietly(closer);
        }
        return () -> forget(closer);
    }

    private synchronized boolean keep(AutoCloseable closer) {
        if (reason.isEmpty()) {
            closers.push(closer);
        }
        return reason.isEmpty();
    }

    private synchronized void forget(AutoCloseable closer) {
        closers.remove(closer);
    }

    /** Ends the run; the first reason counts. */
    public void now(Reason why) {
        begin(why);
        for (Optional<AutoCloseable> closer = next(); closer.isPresent(); closer = next()) {
            closeQuietly(closer.get());
        }
    }

    private synchronized void begin(Reason why) {
        reason = reason.or(() -> Optional.of(why));
    }

    private synchronized Optional<AutoCloseable> next() {
        return Optional.ofNullable(closers.poll());
    }

    /** Why the run is ended; empty while it is not. */
    public synchronized Optional<Reason> reason() {
        return reason;
    }

    private static void closeQuietly(AutoCloseable closer) {
        try {
            closer.close();
        } catch (Exception e) {
            // the run ends in any case, and the next one has to be closed as well
        }
    }
}
