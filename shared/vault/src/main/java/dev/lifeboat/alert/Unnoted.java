package dev.lifeboat.alert;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.health.Finding;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Tells people where there is no catalog to read in which that could be noted: at every run, since nobody knows what was told
 * before. It says so.
 */
final class Unnoted {
    private final SourceName source;
    private final Notices notices;
    private final Clock clock;

    Unnoted(SourceName source, Notices notices, Clock clock) {
        this.source = source;
        this.notices = notices;
        this.clock = clock;
    }

    /** Tells what is a failure; that something is well again is not known, and not told. */
    List<Alert> tell(Finding finding) {
        if (!finding.state().isFailure()) {
            return List.of();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Alert alert = new Alert(source, Phase.BEGIN, now, repeating(finding));
        notices.send(alert);
        return List.of(alert);
    }

    private static Finding repeating(Finding finding) {
        return new Finding(
                finding.check(),
                finding.subject(),
                finding.state(),
                finding.seen(),
                finding.expected(),
                finding.means() + "; what was told before cannot be read there, so this is told at every run",
                finding.command());
    }
}
