package dev.lifeboat.cli.present;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts one step's bytes and rows, and says how fast it goes. */
final class Meter {
    private final String what;
    private final long totalBytes;
    private final LongSupplier nanoTime;
    private final long start;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder rows = new LongAdder();

    Meter(String what, long totalBytes, LongSupplier nanoTime) {
        this.what = what;
        this.totalBytes = totalBytes;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void advance(long moreBytes, long moreRows) {
        bytes.add(moreBytes);
        rows.add(moreRows);
    }

    String rows() {
        return rows.sum() == 0 ? "" : ", %s rows".formatted(Sizes.count(rows.sum()));
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** Such as {@code copying rows: 1.5 GiB of 4.0 GiB (37%), 5,000,000 rows, 102 MiB/s, 25 s left}. */
    String running() {
        long done = bytes.sum();
        if (totalBytes <= 0) {
            return "%s: %s%s, %s".formatted(what, Sizes.bytes(done), rows(), rate(done));
        }
        return "%s: %s of %s (%d%%)%s, %s, %s left"
                .formatted(
                        what,
                        Sizes.bytes(done),
                        Sizes.bytes(totalBytes),
                        Math.min(100, 100 * done / totalBytes),
                        rows(),
                        rate(done),
                        left(done));
    }

    /** Such as {@code copying rows: 4.0 GiB, 12,000,000 rows in 41 s, 102 MiB/s}. */
    String ended() {
        long done = bytes.sum();
        return "%s: %s%s in %s, %s".formatted(what, Sizes.bytes(done), rows(), Durations.text(elapsed()), rate(done));
    }

    private String rate(long done) {
        double seconds = Math.max(1, elapsed().toMillis()) / 1000.0;
        return Sizes.bytes(Math.round(done / seconds)) + "/s";
    }

    private String left(long done) {
        if (done == 0) {
            return "unknown time";
        }
        double share = Math.max(0, totalBytes - done) / (double) done;
        return Durations.text(Duration.ofMillis(Math.round(elapsed().toMillis() * share)));
    }
}
