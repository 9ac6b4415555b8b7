package dev.lifeboat.job.run;

import dev.lifeboat.error.LifeboatException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Work that has to be done though the thread is told to stop: what a run leaves has to be looked at, and recorded. */
final class Uninterrupted {
    private Uninterrupted() {}

    /**
     * Does it in a thread of its own, and waits for that whatever happens to this one.
     *
     * @throws LifeboatException as the work does
     */
    static <T> T get(Supplier<T> work) {
        CompletableFuture<T> result =
                CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
        try {
            return result.join(); // which no interrupt ends
        } catch (CompletionException e) {
            if (e.getCause() instanceof LifeboatException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
