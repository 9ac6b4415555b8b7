package dev.lifeboat.postgres.backup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Reads a timestamptz that the server wrote with DateStyle ISO. */
final class ServerTime {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]x", Locale.ROOT);

    private ServerTime() {}

    /** Reads text such as {@code 2026-11-22 02:00:03.123456+00}. */
    static Instant parse(String text) {
        return OffsetDateTime.parse(text, ISO).toInstant();
    }
}
