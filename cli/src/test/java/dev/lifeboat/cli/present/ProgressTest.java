package dev.lifeboat.cli.present;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long MIB = 1 << 20;

    private final AtomicLong clock = new AtomicLong();
    private final List<String> lines = new ArrayList<>();
    private final Progress plain = new PlainProgress(lines::add, clock::get);

    @Test
    void aLineIsWrittenEveryTenSecondsAndAtTheEnd() {
        try (Progress.Step step = plain.start("copying rows", 100 * MIB)) {
            for (int second = 1; second <= 25; second++) {
                clock.addAndGet(Duration.ofSeconds(1).toNanos());
                step.advance(2 * MIB, 1_000);
            }
        }
        assertThat(lines)
                .containsExactly(
                        "copying rows: 20 MiB of 100 MiB (20%), 10,000 rows, 2.0 MiB/s, 40 s left",
                        "copying rows: 40 MiB of 100 MiB (40%), 20,000 rows, 2.0 MiB/s, 30 s left",
                        "copying rows: 50 MiB, 25,000 rows in 25 s, 2.0 MiB/s");
    }

    @Test
    void aStepThatTakesNoTimeWritesNothing() {
        try (Progress.Step step = plain.start("listing", 0)) {
            step.advance(1, 0);
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void withoutATotalNothingIsSaidOfWhatIsLeft() {
        try (Progress.Step step = plain.start("reading", 0)) {
            clock.addAndGet(Duration.ofSeconds(10).toNanos());
            step.advance(MIB, 0);
        }
        assertThat(lines.getFirst()).isEqualTo("reading: 1.0 MiB, 102 KiB/s");
    }

    @Test
    void aBarShowsRateRowsAndEnd() {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        Progress bar = new TerminalProgress(new PrintStream(screen, true, StandardCharsets.UTF_8), 120);
        try (Progress.Step step = bar.start("copying rows", 10 * MIB);
                var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 10; i++) {
                threads.execute(() -> step.advance(MIB, 100));
            }
        }
        assertThat(screen.toString(StandardCharsets.UTF_8))
                .contains("copying rows 100% [=", "10/10 MiB", "MiB/s, 1,000 rows");
    }
}
