package dev.lifeboat.alert;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.health.Finding;
import java.time.Instant;
import java.util.Locale;

/**
 * An alert for machines: what chat and paging integrations read.
 *
 * @param lifeboat the version of this shape: while it stays 1, fields may be added, and none changes
 */
public record AlertJson(
        int lifeboat,
        SourceName source,
        String severity,
        Phase phase,
        String check,
        String subject,
        Instant since,
        String seen,
        String expected,
        String means,
        String command) {
    /** The same alert. */
    public static AlertJson of(Alert alert) {
        Finding finding = alert.finding();
        return new AlertJson(
                1,
                alert.source(),
                alert.severity().text(),
                alert.phase(),
                finding.check().name().toLowerCase(Locale.ROOT),
                finding.subject(),
                alert.since(),
                finding.seen(),
                finding.expected(),
                finding.means(),
                finding.command());
    }
}
