package dev.lifeboat.alert;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.health.Finding;
import java.time.Instant;
import java.util.List;

/**
 * That people were told of a condition, written after they were. It is not signed: whoever watches holds no key, and whoever
 * could forge one could as well keep the check from running, which the second store's own watch sees. Losing one only repeats
 * an alert. It holds no name of a table, for it stands in clear.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param check what was looked at
 * @param subject which of its kind; may be empty
 * @param since when people were told first
 * @param at when they were told this time, by the clock of whoever did
 * @param writer the program and version that wrote it
 */
public record AlertRecord(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        Finding.Check check,
        String subject,
        Phase phase,
        Instant since,
        Instant at,
        String writer) {
    public static final String FORMAT = "lifeboat-alert-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    public AlertRecord {
        requires = List.copyOf(requires);
    }
}
