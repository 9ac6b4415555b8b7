package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnation;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.retention.AttemptObjects.Tally;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.SignedDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What attempts left in a store, looked at once, and what is to become of it. Looking changes nothing. */
final class Survey {
    private final Instant now;
    private final AttemptObjects objects;
    private final Map<AttemptName, SignedDocument<Condemnation>> condemned = new HashMap<>();
    private final Needs all;
    private final Needs needs;
    private final Map<AttemptName, Announced> announced;

    /**
     * Looks.
     *
     * @param now by the store's clock
     */
    Survey(Catalog catalog, Instant now) {
        this.now = now;
        // Objects first: one that is stored while we look is then that of an attempt whose announcement is seen.
        objects = AttemptObjects.list(catalog.store(), catalog.layout());
        Condemnations condemnations = new Condemnations(catalog);
        condemnations.names().forEach(name -> condemnations.of(name).ifPresent(found -> condemned.put(name, found)));
        all = Needs.of(catalog);
        announced = Announced.read(catalog, name -> all.madeBy(name.attempt()).isEmpty());
        needs = all.without(this::goes);
    }

    private boolean goes(SignedDocument<Manifest> manifest) {
        AttemptName name =
                new AttemptName(manifest.content().id(), manifest.content().attempt());
        return Optional.ofNullable(condemned.get(name))
                .filter(this::isDue)
                .flatMap(condemnation -> condemnation.content().manifest())
                .filter(manifest.sha256()::equals)
                .isPresent();
    }

    private boolean isDue(SignedDocument<?> condemnation) {
        return !now.isBefore(removableFrom(condemnation));
    }

    private static Instant removableFrom(SignedDocument<?> condemnation) {
        return condemnation.storedAt().plus(Condemnations.NOTICE);
    }

    /** The latest time at which anything was stored; empty where nothing was. */
    Optional<Instant> newest() {
        return objects.newest();
    }

    /** Everything that is not simply a backup, in the order of the attempts' names. */
    List<Remnant> remnants() {
        List<Remnant> remnants = new ArrayList<>();
        objects.byAttempt()
                .forEach((name, tally) -> fate(name, tally)
                        .ifPresent(fate -> remnants.add(new Remnant(name, tally.objects(), tally.bytes(), fate))));
        return remnants;
    }

    private Optional<Fate> fate(AttemptName name, Tally tally) {
        SignedDocument<Condemnation> condemnation = condemned.get(name);
        if (condemnation != null) {
            return Optional.of(isDue(condemnation) ? due(name) : new Fate.Condemned(removableFrom(condemnation)));
        }
        if (needs.madeBy(name.attempt()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(unfinished(name, tally.newest()));
    }

    private Fate due(AttemptName name) {
        Optional<BackupId> neededBy = Stream.concat(
                        needs.madeBy(name.attempt()).stream()
                                .map(manifest -> manifest.content().id()),
                        running().flatMap(run -> all.base(run.record(), name.attempt()).stream()))
                .findFirst();
        return neededBy.<Fate>map(Fate.Needed::new).orElseGet(Fate.Removable::new);
    }

    private Stream<Announced.Until> running() {
        return announced.values().stream()
                .flatMap(one -> one instanceof Announced.Until until ? Stream.of(until) : Stream.empty())
                .filter(until -> now.isBefore(until.deadline()));
    }

    private Fate unfinished(AttemptName name, Instant newest) {
        return switch (announced.get(name)) {
            case Announced.NotOurs other -> new Fate.NotOurs();
            case Announced.Until until -> untilOver(until.deadline());
            // Whoever stored this did not say so, or it was lost: nobody has been at work for so long.
            case null -> untilOver(newest.plus(Condemnations.NOTICE));
        };
    }

    private Fate untilOver(Instant end) {
        return now.isBefore(end) ? new Fate.Running(end) : new Fate.Dead();
    }

    /** Whether a writer may be at work in an attempt, which need not have stored anything yet. */
    boolean mayRun(AttemptName name) {
        return switch (announced.get(name)) {
            case Announced.NotOurs other -> true;
            case Announced.Until until -> now.isBefore(until.deadline());
            case null -> false;
        };
    }

    /** Whether an attempt said that it runs, and did not come to an end in the time that it gave itself. */
    boolean isOver(AttemptName name) {
        return announced.containsKey(name) && !mayRun(name);
    }

    /** The manifest that is to be removed with an attempt's objects. */
    Optional<BackupId> condemnedBackup(AttemptName name) {
        return Optional.ofNullable(condemned.get(name))
                .filter(condemnation -> condemnation.content().manifest().isPresent())
                .map(condemnation -> condemnation.content().id())
                .filter(id -> needs.madeBy(name.attempt()).isEmpty());
    }

    /** The objects of a condemned attempt that other backups name. */
    Set<ObjectKey> needed(AttemptName name) {
        return needs.objects(name.attempt());
    }
}
