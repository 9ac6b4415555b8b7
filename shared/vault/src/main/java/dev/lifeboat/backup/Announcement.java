package dev.lifeboat.backup;

import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Duration;
import java.time.Instant;

/**
 * What an attempt says in the store before its first object: that it runs, and until when it may commit. Whoever tidies
 * leaves its objects alone until then. One that takes longer says so again in time.
 */
final class Announcement {
    /** How long an attempt may go on after it said so. */
    static final Duration TERM = Duration.ofHours(24);

    /** So long before the deadline, it is put off. */
    private static final Duration EARLY = Duration.ofHours(12);

    private final Catalog catalog;
    private final SigningKey signing;
    private final AttemptRecord first;
    private final Instant storedAt;
    private Instant deadline;
    private int number = 1;

    private Announcement(Catalog catalog, SigningKey signing, AttemptRecord first) {
        this.catalog = catalog;
        this.signing = signing;
        this.first = first;
        deadline = first.deadline();
        storedAt = store(first).storedAt();
    }

    static Announcement make(Catalog catalog, SigningKey signing, AttemptRecord first) {
        return new Announcement(catalog, signing, first);
    }

    /** Puts the deadline off where it is near, and has not passed. */
    synchronized void renew(Instant now) {
        if (now.isAfter(deadline.minus(EARLY)) && now.isBefore(deadline)) {
            Instant later = now.plus(TERM);
            number++;
            store(first.until(later));
            deadline = later;
        }
    }

    /**
     * Makes sure that it is not too late to commit.
     *
     * @throws LifeboatException DEADLINE_PASSED if it is
     */
    synchronized void requireBefore(Instant now) {
        if (now.isAfter(deadline)) {
            throw new LifeboatException(
                    ErrorCode.DEADLINE_PASSED,
                    "attempt %s was to end by %s, after which its objects may be removed: no backup was made"
                            .formatted(first.name(), deadline),
                    "repeat the backup, and keep the machine from sleeping");
        }
    }

    /**
     * Looks at the store's own times, once the manifest stands: a writer that was held up between its last look at the clock
     * and the manifest cannot know that its objects are still there.
     *
     * @throws LifeboatException DEADLINE_PASSED if it came too late
     */
    synchronized void requireInTime(ObjectStatus manifest) {
        Duration term = Duration.between(first.started(), deadline);
        if (manifest.storedAt().isAfter(storedAt.plus(term))) {
            throw new LifeboatException(
                    ErrorCode.DEADLINE_PASSED,
                    "manifest %s was stored at %s, after its attempt's deadline: objects of backup %s may have been removed"
                            .formatted(manifest.key(), manifest.storedAt(), first.id()),
                    "see whether it is whole, and take another: lifeboat verify " + first.id());
        }
    }

    private ObjectStatus store(AttemptRecord record) {
        ObjectKey key = catalog.layout().attempt(first.id(), first.attempt(), number);
        return SignedDocuments.createNew(catalog.store(), key, record, signing, "no backup was made");
    }
}
