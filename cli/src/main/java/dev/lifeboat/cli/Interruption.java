package dev.lifeboat.cli;

import dev.lifeboat.error.LifeboatException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What happens when the program is told to stop (Ctrl-C, SIGTERM): what was registered is closed, newest first, so that
 * the command fails and cleans up; then a line says what is left. Safe for many threads.
 */
public final class Interruption {
    /** How long a command may take to clean up before it is cut off. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What is left behind unless a command says otherwise. */
    static final String NOTHING = "nothing is left behind";

    private final Deque<AutoCloseable> closers = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Supplier<String> left = () -> NOTHING;
    private boolean begun;

    /** Takes back what was registered. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Has something closed if the program is told to stop before the registration is closed: a connection, a process.
     *
     * @throws LifeboatException INTERRUPTED if it was told before; then it is closed already
     */
    public Registration register(AutoCloseable closer) {
        if (!keep(closer)) {
            closeQuietly(closer);
            throw Failures.interrupted(left());
        }
        return () -> forget(closer);
    }

    private synchronized boolean keep(AutoCloseable closer) {
        if (!begun) {
            closers.push(closer);
        }
        return !begun;
    }

    /** Has the calling thread interrupted in that case; whatever it waits for then fails, and it cleans up. */
    public Registration interruptsThisThread() {
        return register(Thread.currentThread()::interrupt);
    }

    private synchronized void forget(AutoCloseable closer) {
        closers.remove(closer);
    }

    /** Says what a stop from now on leaves behind, such as {@code no manifest was written, so there is no backup}. */
    public synchronized void leaves(String whatIsLeft) {
        leaves(() -> whatIsLeft);
    }

    /** The same, where it is known only when the stop comes. */
    public synchronized void leaves(Supplier<String> whatIsLeft) {
        left = whatIsLeft;
    }

    /** Whether the program was told to stop; failures are then its consequences, and are not reported. */
    public synchronized boolean hasBegun() {
        return begun;
    }

    /** The command is over, whether well or not. */
    void commandEnded() {
        ended.countDown();
    }

    /**
     * Stops the command and waits for it, but not for long.
     *
     * @return what is left, or empty if the command was over before
     */
    Optional<String> stop() {
        if (!begin()) {
            return Optional.empty();
        }
        for (AutoCloseable closer = next(); closer != null; closer = next()) {
            closeQuietly(closer);
        }
        boolean clean = awaitEnd();
        return Optional.of(clean ? left() : left() + "; it did not clean up within " + PATIENCE.toSeconds() + " s");
    }

    private synchronized boolean begin() {
        begun = ended.getCount() > 0;
        return begun;
    }

    private synchronized AutoCloseable next() {
        return closers.poll();
    }

    private synchronized String left() {
        return left.get();
    }

    private static void closeQuietly(AutoCloseable closer) {
        try {
            closer.close();
        } catch (Exception e) {
            // the program ends in any case, and the next one has to be closed as well
        }
    }

    private boolean awaitEnd() {
        try {
            return ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
