package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the newest backup of some kind is young enough. What is not known counts as a failure. */
public sealed interface Freshness {
    /** What was demanded. */
    AgeLimit limit();

    /**
     * It is.
     *
     * @param made when it was made: by the store's clock, or of a copy by its writer's
     */
    record Fresh(AgeLimit limit, BackupId newest, Instant made, Duration age) implements Freshness {}

    /** It is too old, or there is none at all. */
    record Overdue(AgeLimit limit, Optional<Newest> newest) implements Freshness {}

    /** The newest one that there is. */
    record Newest(BackupId id, Instant made, Duration age) {}

    /**
     * Nobody can say.
     *
     * @param why as the middle of a sentence
     */
    record Unknown(AgeLimit limit, String why) implements Freshness {}
}
