package dev.lifeboat.replication;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Many objects on their way at once, or looked at. The first that fails stops the others. */
final class Copying {
    private final ObjectStore from;
    private final ObjectStore to;
    private final BackupId backup;
    private final int jobs;
    private final Progress progress;
    private volatile boolean cancelled;

    Copying(ObjectStore from, ObjectStore to, BackupId backup, int jobs, Progress progress) {
        this.from = from;
        this.to = to;
        this.backup = backup;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** How much was copied. */
    record Amount(long objects, long bytes) {}

    /**
     * Copies objects; before each, something is said.
     *
     * @param until after this no other object is begun
     */
    Amount copy(Collection<StoredObject> objects, Runnable before, Clock clock, Instant until) {
        AtomicLong copied = new AtomicLong();
        AtomicLong size = new AtomicLong();
        each("copying", objects, (object, bytes) -> {
            if (!clock.instant().isAfter(until)) {
                before.run();
                bytes.copy(object.key(), object.checksums());
                copied.incrementAndGet();
                size.addAndGet(object.bytes());
            }
        });
        return new Amount(copied.get(), size.get());
    }

    /** Makes sure that objects at the destination are what they should be. */
    void check(Collection<StoredObject> objects) {
        each("checking what is there", objects, (object, bytes) -> {
            bytes.requireAtDestination(object.key(), object.checksums());
        });
    }

    private void each(String what, Collection<StoredObject> objects, BiConsumer<StoredObject, StoredBytes> work) {
        if (objects.isEmpty()) {
            return;
        }
        long total = objects.stream().mapToLong(StoredObject::bytes).sum();
        try (Progress.Step step = progress.start(what, total)) {
            StoredBytes bytes = new StoredBytes(from, to, backup, passed -> {
                requireGoing();
                step.advance(passed, 0);
            });
            Workers.run(jobs, "copy", objects, () -> new Hand(object -> work.accept(object, bytes)));
        }
    }

    private void requireGoing() {
        if (cancelled) {
            throw new LifeboatException(
                    ErrorCode.INTERRUPTED, "the backup was not copied to its end", "repeat the command");
        }
    }

    private final class Hand implements Worker<StoredObject> {
        private final Consumer<StoredObject> task;

        Hand(Consumer<StoredObject> task) {
            this.task = task;
        }

        @Override
        public void work(StoredObject object) {
            task.accept(object);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
