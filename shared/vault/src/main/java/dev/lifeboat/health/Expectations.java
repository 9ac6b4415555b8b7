package dev.lifeboat.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the owner of a source expects of its backups.
 *
 * @param ages how old the newest may be
 * @param copyLag how long a backup may be without a copy off-site
 * @param proofAge how long ago a backup may have been proven last; nothing is demanded if empty
 * @param compared how many backups before the newest say what is usual
 * @param leastCompared how many there must be at least, to say so
 * @param leastStoredBytes what the newest takes at least in the store
 */
public record Expectations(
        List<AgeLimit> ages,
        Duration copyLag,
        Optional<Duration> proofAge,
        int compared,
        int leastCompared,
        long leastStoredBytes) {
    /** With how many backups the newest may be compared at most: each is a manifest that is read. */
    public static final int MOST_COMPARED = 365;

    /** What holds unless somebody says otherwise. */
    public static final Expectations DEFAULT =
            new Expectations(List.of(AgeLimit.DAILY_FULL), Duration.ofHours(6), Optional.empty(), 7, 3, 1);

    public Expectations {
        ages = List.copyOf(ages);
        if (leastCompared < 1 || compared < leastCompared) {
            throw new IllegalArgumentException(
                    "%d backups to compare, of at least %d".formatted(compared, leastCompared));
        }
    }
}
