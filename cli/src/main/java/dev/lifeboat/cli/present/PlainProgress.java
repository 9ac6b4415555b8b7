package dev.lifeboat.cli.present;

import dev.lifeboat.progress.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress for logs: a line every ten seconds while a step runs, and one at the end of a step that took that long. */
public final class PlainProgress implements Progress {
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Consumer<String> lines;
    private final LongSupplier nanoTime;

    public PlainProgress(Consumer<String> lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    @Override
    public Step start(String what, long totalBytes) {
        return new PlainStep(new Meter(what, totalBytes, nanoTime));
    }

    private final class PlainStep implements Step {
        private final Meter meter;
        private final AtomicLong next = new AtomicLong(INTERVAL.toNanos());

        PlainStep(Meter meter) {
            this.meter = meter;
        }

        @Override
        public void advance(long bytes, long rows) {
            meter.advance(bytes, rows);
            long due = next.get();
            long elapsed = meter.elapsed().toNanos();
            if (elapsed >= due && next.compareAndSet(due, elapsed + INTERVAL.toNanos())) {
                lines.accept(meter.running());
            }
        }

        @Override
        public void close() {
            if (meter.elapsed().compareTo(INTERVAL) >= 0) {
                lines.accept(meter.ended());
            }
        }
    }
}
