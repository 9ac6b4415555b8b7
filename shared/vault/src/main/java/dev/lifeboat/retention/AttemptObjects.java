package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How much each attempt of a source stored. */
final class AttemptObjects {
    private final Map<AttemptName, Tally> tallies = new TreeMap<>();

    /**
     * What lies in one attempt's folder.
     *
     * @param newest when the last of it was stored
     */
    record Tally(long objects, long bytes, Instant newest) {
        private Tally plus(Tally other) {
            return new Tally(
                    objects + other.objects, bytes + other.bytes, newest.isAfter(other.newest) ? newest : other.newest);
        }
    }

    private AttemptObjects() {}

    static AttemptObjects list(ObjectStore store, Layout layout) {
        AttemptObjects found = new AttemptObjects();
        try (Stream<ObjectStatus> objects = store.list(layout.backupsPrefix())) {
            objects.forEach(
                    object -> layout.attemptAt(object.key().value()).ifPresent(name -> found.add(name, object)));
        }
        return found;
    }

    private void add(AttemptName name, ObjectStatus object) {
        tallies.merge(name, new Tally(1, object.bytes(), object.storedAt()), Tally::plus);
    }

    Map<AttemptName, Tally> byAttempt() {
        return tallies;
    }

    /** The latest time of all. */
    Optional<Instant> newest() {
        return tallies.values().stream().map(Tally::newest).max(Instant::compareTo);
    }
}
