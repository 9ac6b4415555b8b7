package dev.lifeboat.health;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.health.Freshness.Fresh;
import dev.lifeboat.health.Freshness.Newest;
import dev.lifeboat.health.Freshness.Overdue;
import dev.lifeboat.health.Freshness.Unknown;
import dev.lifeboat.trust.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Compares the age of the newest backups with what is demanded. */
final class FreshnessCheck {
    /** How far the store's clock may be ahead of this machine's; if it is more, no age is known. */
    static final Duration CLOCKS = Duration.ofHours(1);

    private FreshnessCheck() {}

    static Freshness of(AgeLimit limit, RecentBackups backups, Instant now) {
        Optional<SignedDocument<Manifest>> found =
                backups.newest(limit::mayCover, limit::covers, 1).stream().findFirst();
        if (found.isEmpty()) {
            return new Overdue(limit, Optional.empty());
        }
        SignedDocument<Manifest> newest = found.get();
        Instant made = made(newest);
        Duration age = Duration.between(made, now);
        if (age.compareTo(CLOCKS.negated()) < 0) {
            return new Unknown(
                    limit,
                    "backup %s was made at %s, and this machine says that it is %s"
                            .formatted(newest.content().id(), made, now));
        }
        Duration counted = age.isNegative() ? Duration.ZERO : age;
        return counted.compareTo(limit.most()) > 0
                ? new Overdue(limit, Optional.of(new Newest(newest.content().id(), made, counted)))
                : new Fresh(limit, newest.content().id(), made, counted);
    }

    /** A copy that was made just now is no younger than its original. */
    static Instant made(SignedDocument<Manifest> backup) {
        Instant finished = backup.content().finished();
        return finished.isBefore(backup.storedAt()) ? finished : backup.storedAt();
    }
}
