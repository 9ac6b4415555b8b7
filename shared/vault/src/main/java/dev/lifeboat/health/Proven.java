package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The backup whose rows were last proven to come back.
 *
 * @param at when that was stored
 */
public record Proven(BackupId backup, Instant at, Duration age) {
    /** Whether that is long enough ago to be a failure; never to have been is. */
    static boolean isOverdue(Optional<Proven> last, Optional<Duration> limit) {
        return limit.isPresent()
                && last.map(proven -> proven.age().compareTo(limit.get()) > 0).orElse(true);
    }
}
