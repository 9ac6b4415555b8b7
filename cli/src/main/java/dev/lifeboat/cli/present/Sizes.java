package dev.lifeboat.cli.present;

import java.util.Locale;

/** Numbers of bytes and of rows, for people. */
public final class Sizes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** Such as {@code 0 B}, {@code 1.5 KiB}, {@code 24 MiB}: two digits that count, at least. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.5) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 9.95 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** Such as {@code 1,250,000}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Such as {@code 1 table}, {@code 1,250 tables}. */
    public static String count(long count, String noun) {
        return "%s %s%s".formatted(count(count), noun, count == 1 ? "" : "s");
    }
}
