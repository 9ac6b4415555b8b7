package dev.lifeboat.parallel;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has tasks done by a fixed number of workers, in the order given. The first failure cancels the rest and is what {@link
 * #run} throws, once every worker has stopped; so does an interrupt.
 */
public final class Workers<T> {
    private final Queue<T> tasks;
    private final List<Worker<T>> workers = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Workers(Collection<? extends T> tasks) {
        this.tasks = new ConcurrentLinkedQueue<>(tasks);
    }

    /**
     * Does all tasks.
     *
     * @param jobs how many threads, 1 or more; no more are started than there are tasks
     * @param worker makes one worker for one thread
     * @throws LifeboatException INTERRUPTED if the calling thread was interrupted, or whatever a worker threw
     */
    public static <T> void run(
            int jobs, String name, Collection<? extends T> tasks, Supplier<? extends Worker<T>> worker) {
        new Workers<T>(tasks).run(Math.min(jobs, tasks.size()), name, worker);
    }

    private void run(int threads, String name, Supplier<? extends Worker<T>> worker) {
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 1; i <= threads; i++) {
            Thread.ofPlatform().name(name + "-" + i).daemon().start(() -> {
                try {
                    workUntilDone(worker);
                } finally {
                    running.countDown();
                }
            });
        }
        awaitAll(running);
        rethrow();
    }

    private void workUntilDone(Supplier<? extends Worker<T>> supplier) {
        try (Worker<T> worker = supplier.get()) {
            if (register(worker)) {
                for (T task = tasks.poll(); task != null && failure.get() == null; task = tasks.poll()) {
                    worker.work(task);
                }
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized boolean register(Worker<T> worker) {
        workers.add(worker);
        return failure.get() == null;
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            tasks.clear();
            synchronized (this) {
                workers.forEach(Worker::cancel);
            }
        }
    }

    private void awaitAll(CountDownLatch running) {
        boolean waiting = true;
        boolean interrupted = false;
        while (waiting) {
            try {
                running.await();
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
                fail(new LifeboatException(
                        ErrorCode.INTERRUPTED,
                        "the work was interrupted: it is not complete",
                        "repeat the command; nothing has to be cleaned up first",
                        e));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() {
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown != null) {
            throw new IllegalStateException("a worker failed", thrown);
        }
    }
}
