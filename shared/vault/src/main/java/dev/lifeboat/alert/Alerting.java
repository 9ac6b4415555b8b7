package dev.lifeboat.alert;

import dev.lifeboat.alert.AlertLog.Told;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells people when a condition begins, once a day while it lasts, and when it ends, rather than at every run. First they are
 * told, then that is noted: a run that is cut off in between tells them twice, and none is silent.
 */
public final class Alerting {
    /** A run that comes a little early after a day must not leave the reminder to the next. */
    private static final Duration REMINDED_AFTER = Duration.ofHours(24).minusMinutes(10);

    private final Catalog catalog;
    private final AlertLog log;
    private final Notices notices;
    private final Clock clock;

    /** @param writer the program and version that tells */
    public Alerting(Catalog catalog, Notices notices, Clock clock, String writer) {
        this.catalog = catalog;
        this.notices = notices;
        this.clock = clock;
        log = new AlertLog(catalog, writer);
    }

    /**
     * Tells what is new of what was found.
     *
     * @return what people were told
     * @throws LifeboatException why one could not be sent or noted; the others were, as far as they could
     */
    public List<Alert> tell(List<Finding> findings) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Alert> told = new ArrayList<>();
        List<LifeboatException> failures = new ArrayList<>();
        for (Finding finding : findings) {
            try {
                due(finding, now).ifPresent(alert -> {
                    notices.send(alert);
                    told.add(alert);
                    log.add(alert, now);
                });
            } catch (LifeboatException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return told;
    }

    private Optional<Alert> due(Finding finding, Instant now) {
        Optional<Told> open = log.last(finding).filter(Told::isOpen);
        if (!finding.state().isFailure()) {
            return open.map(told -> alert(Phase.END, told.record().since(), finding));
        }
        if (open.isEmpty()) {
            return Optional.of(alert(Phase.BEGIN, now, finding));
        }
        boolean again = Duration.between(open.get().storedAt(), now).compareTo(REMINDED_AFTER) >= 0;
        return again ? Optional.of(alert(Phase.REMIND, open.get().record().since(), finding)) : Optional.empty();
    }

    private Alert alert(Phase phase, Instant since, Finding finding) {
        return new Alert(catalog.trust().source(), phase, since, finding);
    }
}
