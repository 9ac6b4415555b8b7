package dev.lifeboat.health;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Copies.Complete;
import dev.lifeboat.health.Copies.Lagging;
import dev.lifeboat.health.Copies.Unknown;
import dev.lifeboat.trust.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The store that should hold a copy of every backup. */
public final class OffsiteCopies {
    private final String place;
    private final Supplier<Catalog> opening;

    /**
     * Remembers where it is.
     *
     * @param place for people
     * @param opening opens its catalog; that it fails is one of the things to be found
     */
    public OffsiteCopies(String place, Supplier<Catalog> opening) {
        this.place = place;
        this.opening = opening;
    }

    Copies look(Catalog here, List<BackupId> ids, Duration lag, Instant now) {
        try {
            return look(here, opening.get(), ids, lag, now);
        } catch (LifeboatException e) {
            return new Unknown(place, String.valueOf(e.getMessage()));
        }
    }

    private Copies look(Catalog here, Catalog there, List<BackupId> ids, Duration lag, Instant now) {
        Set<BackupId> copied = new HashSet<>(there.ids());
        copied.retainAll(Set.copyOf(ids));
        Optional<String> other =
                ids.stream().filter(copied::contains).findFirst().flatMap(newest -> difference(here, there, newest));
        if (other.isPresent()) {
            return new Unknown(place, other.get());
        }
        List<BackupId> waiting = new ArrayList<>();
        List<BackupId> missing = new ArrayList<>();
        for (BackupId id : ids.reversed()) {
            if (!copied.contains(id)) {
                here.believed(id) // one that is not is not copied, and is reported elsewhere
                        .filter(backup -> !isRetired(backup, here, there))
                        .ifPresent(backup -> (isOlder(backup, lag, now) ? missing : waiting).add(id));
            }
        }
        return missing.isEmpty()
                ? new Complete(place, copied.size(), waiting)
                : new Lagging(place, copied.size(), missing);
    }

    /** What is wrong with the newest copy, if it is not of that backup. */
    private static Optional<String> difference(Catalog here, Catalog there, BackupId newest) {
        Optional<SignedDocument<Manifest>> original = here.believed(newest);
        return original.isEmpty()
                        || there.read(newest).sha256().equals(original.get().sha256())
                ? Optional.empty()
                : Optional.of("backup %s there is another one than here".formatted(newest));
    }

    private static boolean isOlder(SignedDocument<Manifest> backup, Duration lag, Instant now) {
        return Duration.between(backup.storedAt(), now).compareTo(lag) > 0;
    }

    private static boolean isRetired(SignedDocument<Manifest> backup, Catalog here, Catalog there) {
        AttemptName name =
                new AttemptName(backup.content().id(), backup.content().attempt());
        return List.of(here, there).stream()
                .flatMap(catalog -> new Condemnations(catalog).of(name).stream())
                .flatMap(condemnation -> condemnation.content().manifest().stream())
                .anyMatch(backup.sha256()::equals);
    }
}
