package dev.lifeboat.alert;

import dev.lifeboat.alert.AlertLog.Told;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells people when a condition begins, once a day while it lasts, and when it ends, rather than at every run. First they are
 * told, then that is noted: a run that is cut off in between tells them twice, and none is silent.
 */
public final class Alerting {
    /** A run that comes a little early after a day must not leave the reminder to the next. */
    private static final Duration REMINDED_AFTER = Duration.ofHours(24).minusMinutes(10);

    /** Of what is heard of only when it fails: then it begins anew. */
    private static final Duration OVER_AFTER = REMINDED_AFTER.multipliedBy(2);

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
     * Tells what is new of what was found. Where the log cannot be read, that keeps nobody from being told.
     *
     * @return what people were told
     * @throws LifeboatException why one could not be sent or noted; the others were, as far as they could. That one was not
     *     sent goes before
     */
    public List<Alert> tell(List<Finding> findings) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Alert> told = new ArrayList<>();
        List<LifeboatException> failures = new ArrayList<>();
        for (Finding finding : findings) {
            try {
                told.addAll(tell(finding, now));
            } catch (LifeboatException e) {
                failures.add(e);
            }
        }
        Comparator<LifeboatException> silence = Comparator.comparing(e -> e.code() != ErrorCode.ALERT_NOT_SENT);
        failures.stream().min(silence).ifPresent(why -> {
            throw why;
        });
        return told;
    }

    private List<Alert> tell(Finding finding, Instant now) {
        Optional<Told> last;
        try {
            last = log.last(finding);
        } catch (LifeboatException e) {
            return new Unnoted(catalog.trust().source(), notices, clock).tell(finding);
        }
        Optional<Alert> due = due(finding, last, now);
        due.ifPresent(alert -> {
            notices.send(alert);
            log.add(alert, now);
        });
        return due.stream().toList();
    }

    private Optional<Alert> due(Finding finding, Optional<Told> last, Instant now) {
        Optional<Told> open = last.filter(Told::isOpen).filter(told -> !isOver(finding, told, now));
        if (!finding.state().isFailure()) {
            return open.map(told -> alert(Phase.END, told.record().since(), finding));
        }
        if (open.isEmpty()) {
            return Optional.of(alert(Phase.BEGIN, now, finding));
        }
        boolean again = isAfter(open.get(), REMINDED_AFTER, now);
        return again ? Optional.of(alert(Phase.REMIND, open.get().record().since(), finding)) : Optional.empty();
    }

    private static boolean isOver(Finding finding, Told told, Instant now) {
        return finding.check().isHeardOfWhenItFails() && isAfter(told, OVER_AFTER, now);
    }

    private static boolean isAfter(Told told, Duration time, Instant now) {
        return Duration.between(told.storedAt(), now).compareTo(time) >= 0;
    }

    private Alert alert(Phase phase, Instant since, Finding finding) {
        return new Alert(catalog.trust().source(), phase, since, finding);
    }
}
