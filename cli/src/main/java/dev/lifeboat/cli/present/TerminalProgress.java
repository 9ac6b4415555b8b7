package dev.lifeboat.cli.present;

import dev.lifeboat.progress.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for a person who looks on: a bar for each step, with rate and time left. */
public final class TerminalProgress implements Progress {
    private static final long UNKNOWN = -1;
    private static final int REDRAW_MILLIS = 200;

    private final PrintStream terminal;
    private final int columns;

    public TerminalProgress(PrintStream terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    @Override
    public Step start(String what, long totalBytes) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(totalBytes > 0 ? totalBytes : UNKNOWN)
                .setUnit(" MiB", 1 << 20)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, columns - 1))
                .build();
        return new BarStep(bar, new Meter(what, totalBytes, System::nanoTime));
    }

    private record BarStep(ProgressBar bar, Meter meter) implements Step {
        @Override
        public void advance(long bytes, long rows) {
            meter.advance(bytes, rows);
            bar.stepBy(bytes);
        }

        @Override
        public void close() {
            bar.setExtraMessage(meter.rows());
            bar.close();
        }
    }
}
