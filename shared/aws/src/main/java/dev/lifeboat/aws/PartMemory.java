package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory in which all uploads of a store gather their parts: blocks of 8 MiB, as many as a bound allows and no more.
 *
 * <p>An upload waits for blocks only while it holds none, and asks at once for all that its next part needs; so uploads that
 * wait do not keep others from finishing. A thread may nevertheless hold several unfinished uploads: that works for as many
 * as there are blocks, and beyond that fails after a time limit rather than hang.
 */
final class PartMemory {
    /** The size of a block, and of the first parts. S3 wants 5 MiB at least for all but the last. */
    static final int BLOCK = 8 << 20;

    private static final int LEAST_BLOCKS = 4;
    private static final int SHARE_OF_HEAP = 4;

    private final int blocks;
    private final Duration patience;
    private final Semaphore free;
    private final Queue<byte[]> used = new ConcurrentLinkedQueue<>();

    /**
     * Makes the memory; blocks are allocated when they are first needed.
     *
     * @param patience how long an upload waits for blocks before it fails
     */
    PartMemory(int blocks, Duration patience) {
        this.blocks = blocks;
        this.patience = patience;
        this.free = new Semaphore(blocks, true);
    }

    /** A quarter of the heap, at least 32 MiB. */
    static PartMemory ofHeap() {
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BLOCK;
        return new PartMemory(Math.clamp(share, LEAST_BLOCKS, 1 << 10), Duration.ofMinutes(30));
    }

    /** The most blocks that one part may take: half of them, so that other uploads go on. */
    int most() {
        return blocks / 2;
    }

    /** Takes blocks, and waits for them in turn. The caller must hold none. */
    List<byte[]> take(int count) {
        try {
            if (!free.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LifeboatException(
                        ErrorCode.STORE_UNREACHABLE,
                        "uploads waited %d min for memory, %d blocks of 8 MiB, which other uploads hold: this one is given up"
                                .formatted(patience.toMinutes(), blocks),
                        "use fewer jobs, or a bigger heap, such as LIFEBOAT_HEAP=1g");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifeboatException(
                    ErrorCode.INTERRUPTED, "an upload was interrupted: it is given up", "run the command again", e);
        }
        return allocated(count);
    }

    /** Takes blocks if so many are free and nobody waits for them. */
    Optional<List<byte[]>> takeNow(int count) {
        try {
            return free.tryAcquire(count, 0, TimeUnit.SECONDS) ? Optional.of(allocated(count)) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty(); // whoever waits next notices
        }
    }

    void giveBack(List<byte[]> taken) {
        used.addAll(taken);
        free.release(taken.size());
    }

    private List<byte[]> allocated(int count) {
        List<byte[]> taken = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            byte[] block = used.poll();
            taken.add(block == null ? new byte[BLOCK] : block);
        }
        return taken;
    }
}
