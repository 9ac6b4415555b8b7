package dev.lifeboat.retention;

import dev.lifeboat.store.UnfinishedUpload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What tidying found and did, or would do.
 *
 * @param attempts what attempts left, in the order of their names
 * @param discarded uploads that nobody will end
 * @param kept uploads that a writer may be at work on
 * @param postponed attempts that are left to the next run, since one run touches only so many
 */
public record TidyReport(
        List<Tidied> attempts, List<UnfinishedUpload> discarded, List<UnfinishedUpload> kept, long postponed) {
    public TidyReport {
        attempts = List.copyOf(attempts);
        discarded = List.copyOf(discarded);
        kept = List.copyOf(kept);
    }

    /**
     * One attempt.
     *
     * @param acted whether this run condemned it, or removed it
     * @param removed what was removed of it
     */
    public record Tidied(Remnant remnant, boolean acted, Optional<Removed> removed) {}

    /**
     * What was removed.
     *
     * @param objects how many
     * @param needed how many other backups name, so that they stay
     * @param locked how many the store keeps locked; a later run removes them
     * @param lockedUntil when the last of these locks ends, if that is known
     */
    public record Removed(long objects, long needed, long locked, Optional<Instant> lockedUntil) {}
}
