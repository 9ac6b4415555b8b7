package dev.lifeboat.job.run;

import java.time.Duration;

/** Stops a run before its time is over, early enough to clean up and to record how far it came. */
public final class TimeLimit implements AutoCloseable {
    /** What is kept for that: half a minute, or a quarter of the time where that is less. */
    private static final Duration RESERVE = Duration.ofSeconds(30);

    private final Thread waiting;

    private TimeLimit(Thread waiting) {
        this.waiting = waiting;
    }

    /**
     * Begins to wait; close it when the run is over.
     *
     * @param remaining how long the process may still run
     */
    public static TimeLimit over(Stop stop, Duration remaining) {
        Duration reserve = remaining.dividedBy(4).compareTo(RESERVE) < 0 ? remaining.dividedBy(4) : RESERVE;
        return new TimeLimit(Thread.ofVirtual().name("time limit").start(() -> {
            try {
                Thread.sleep(remaining.minus(reserve));
                stop.now(Stop.Reason.TIME);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the run was over before
            }
        }));
    }

    @Override
    public void close() {
        waiting.interrupt();
    }
}
