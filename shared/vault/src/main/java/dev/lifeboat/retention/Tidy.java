package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.retention.TidyReport.Removed;
import dev.lifeboat.retention.TidyReport.Tidied;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what attempts left that came to nothing: first they are condemned, and a later run, at least {@link
 * Condemnations#NOTICE} after, looks at everything again and removes what nothing names. Uploads that nobody will end are
 * discarded at once. It needs no lock, and may be cut off or run twice at any point: docs/design.md says why.
 */
public final class Tidy {
    /** How far the store's clock and this machine's may differ; if it is more, neither tells how old anything is. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final Catalog catalog;
    private final DeletingStore store;
    private final Clock clock;

    /**
     * Wires the action.
     *
     * @param store the catalog's own
     */
    public Tidy(Catalog catalog, DeletingStore store, Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a run would do now, by this machine's clock; changes nothing.
     *
     * @throws LifeboatException as {@link #run}
     */
    public TidyReport preview() {
        TidyPlan plan = plan(now());
        return report(plan, untouched(plan));
    }

    /**
     * Tidies.
     *
     * @param signing of the role retain
     * @param jobs how many objects are removed at once
     * @throws LifeboatException CLOCKS_DIFFER, or why the store or a manifest cannot be relied on; what was condemned or
     *     removed until then stays so, and another run goes on from there
     */
    public TidyReport run(SigningKey signing, String writer, int jobs, Progress progress) {
        catalog.trust().requireMaySign(Set.of(Role.RETAIN), signing.fingerprint(), now());
        TidyPlan seen = plan(now());
        if (seen.isEmpty()) {
            return report(seen, untouched(seen));
        }
        Instant storeTime = announce(seen, signing, writer);
        requireClocksAgree(storeTime);
        // Only now, when the time is the store's, and what was condemned long ago has been so for all to see.
        TidyPlan plan = plan(storeTime);
        Set<AttemptName> condemned = condemn(plan, seen, signing, writer);
        List<Tidied> tidied = remove(plan, seen, condemned, jobs, progress);
        plan.over().forEach(store::discard);
        return report(plan, tidied);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private TidyPlan plan(Instant now) {
        TidyPlan plan = TidyPlan.of(catalog, store, now);
        plan.survey()
                .newest()
                .filter(newest -> newest.isAfter(now.plus(CLOCKS)))
                .ifPresent(newest -> {
                    throw differ("an object was stored at %s".formatted(newest), now);
                });
        return plan;
    }

    /** Says what is about to be done; the answer has the store's time. */
    private Instant announce(TidyPlan plan, SigningKey signing, String writer) {
        Instant now = now();
        Removal removal = new Removal(
                Removal.FORMAT,
                List.of(),
                catalog.trust().catalog(),
                catalog.trust().source(),
                plan.names(Fate.Dead.class),
                plan.names(Fate.Removable.class),
                now,
                writer);
        ObjectKey key = catalog.layout().removal(now, AttemptId.random());
        return SignedDocuments.createNew(store, key, removal, signing, "nothing was removed")
                .storedAt();
    }

    private void requireClocksAgree(Instant storeTime) {
        Instant now = now();
        if (Duration.between(storeTime, now).abs().compareTo(CLOCKS) > 0) {
            throw differ("store %s says that it is %s".formatted(store.location(), storeTime), now);
        }
    }

    private static LifeboatException differ(String seen, Instant now) {
        return new LifeboatException(
                ErrorCode.CLOCKS_DIFFER,
                "%s, and this machine says that it is %s: how old anything is cannot be known, so nothing was removed"
                        .formatted(seen, now),
                "set the clocks right, this machine's and the store's");
    }

    private Set<AttemptName> condemn(TidyPlan plan, TidyPlan announced, SigningKey signing, String writer) {
        Condemnations condemnations = new Condemnations(catalog);
        Set<AttemptName> dead = new HashSet<>(plan.names(Fate.Dead.class));
        dead.retainAll(announced.names(Fate.Dead.class));
        dead.forEach(name -> condemnations.condemn(name, Optional.empty(), now(), signing, writer));
        return dead;
    }

    private List<Tidied> remove(
            TidyPlan plan, TidyPlan announced, Set<AttemptName> condemned, int jobs, Progress progress) {
        Set<AttemptName> removable = Set.copyOf(announced.names(Fate.Removable.class));
        AttemptRemoval removal = new AttemptRemoval(store, catalog.layout(), jobs);
        List<Tidied> tidied = new ArrayList<>();
        try (Progress.Step step = progress.start("removing", 0)) {
            for (Remnant remnant : plan.remnants()) {
                AttemptName name = remnant.attempt();
                boolean due = remnant.fate() instanceof Fate.Removable && removable.contains(name);
                Optional<Removed> removed = due ? Optional.of(removal.remove(name, plan.survey())) : Optional.empty();
                removed.ifPresent(done -> step.advance(remnant.bytes(), 0));
                tidied.add(new Tidied(remnant, due || condemned.contains(name), removed));
            }
        }
        return tidied;
    }

    private static List<Tidied> untouched(TidyPlan plan) {
        return plan.remnants().stream()
                .map(remnant -> new Tidied(remnant, false, Optional.empty()))
                .toList();
    }

    private static TidyReport report(TidyPlan plan, List<Tidied> tidied) {
        return new TidyReport(tidied, plan.over(), plan.open(), plan.postponed());
    }
}
