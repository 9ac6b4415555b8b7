package dev.lifeboat.cli.present;

import java.time.Duration;
import java.util.Locale;

/** How long something took or will take, for people. */
public final class Durations {
    private Durations() {}

    /** Such as {@code 0.4 s}, {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 10 min}, {@code 3 d 4 h}. */
    public static String text(Duration duration) {
        if (duration.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        long seconds = duration.plusMillis(500).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return "%d min %d s".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%d h %d min".formatted(seconds / 3_600, seconds / 60 % 60);
        }
        return "%d d %d h".formatted(seconds / 86_400, seconds / 3_600 % 24);
    }
}
