package dev.lifeboat.postgres.backup;

import dev.lifeboat.postgres.segment.SegmentRules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a backup is taken.
 *
 * @param jobs how many tables or parts of tables are copied at once, 1 or more
 * @param segmentBytes the most heap plus TOAST of one segment, about; 1 MiB or more, but for tests
 * @param omit what may be left out
 * @param lockTimeout how long to wait for the lock on a table
 */
public record BackupOptions(int jobs, long segmentBytes, Set<Omission> omit, Duration lockTimeout) {
    /** Two jobs, segments of 128 MiB, no passwords, half a minute for a lock. */
    public static final BackupOptions DEFAULT = new BackupOptions(
            2, SegmentRules.DEFAULT_BYTES, EnumSet.of(Omission.ROLE_PASSWORDS), Duration.ofSeconds(30));

    public BackupOptions {
        omit = Set.copyOf(omit);
        if (jobs < 1 || segmentBytes < 1) {
            throw new IllegalArgumentException("%d jobs, segments of %d bytes".formatted(jobs, segmentBytes));
        }
    }
}
