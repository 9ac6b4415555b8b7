package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.retention.TidyReport.Removed;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.Deletion;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Removes what one condemned attempt stored: a manifest first, then objects, and its announcements last. */
final class AttemptRemoval {
    private final DeletingStore store;
    private final Layout layout;
    private final int jobs;

    AttemptRemoval(DeletingStore store, Layout layout, int jobs) {
        this.store = store;
        this.layout = layout;
        this.jobs = jobs;
    }

    Removed remove(AttemptName name, Survey survey) {
        List<Deletion.Locked> locked = Collections.synchronizedList(new ArrayList<>());
        survey.condemnedBackup(name).map(layout::manifest).ifPresent(manifest -> delete(manifest, locked));
        if (!locked.isEmpty()) {
            return new Removed(0, 0, 1, until(locked));
        }
        List<ObjectKey> objects = keys(layout.objectsPrefix(name));
        Set<ObjectKey> needed = survey.needed(name);
        List<ObjectKey> unneeded =
                objects.stream().filter(key -> !needed.contains(key)).toList();
        Workers.run(jobs, "tidy", unneeded, () -> deleting(locked));
        if (locked.isEmpty() && unneeded.size() == objects.size()) {
            keys(layout.attemptPrefix(name)).forEach(announcement -> delete(announcement, locked));
        }
        long kept = (long) objects.size() - unneeded.size();
        return new Removed(unneeded.size() - locked.size(), kept, locked.size(), until(locked));
    }

    private Worker<ObjectKey> deleting(List<Deletion.Locked> locked) {
        return new Worker<>() {
            @Override
            public void work(ObjectKey key) {
                delete(key, locked);
            }

            @Override
            public void cancel() {
                // One removal is short, and half of one is none.
            }

            @Override
            public void close() {}
        };
    }

    private void delete(ObjectKey key, List<Deletion.Locked> locked) {
        if (store.delete(key) instanceof Deletion.Locked kept) {
            locked.add(kept);
        }
    }

    private static Optional<Instant> until(List<Deletion.Locked> locked) {
        return locked.stream().flatMap(one -> one.until().stream()).max(Instant::compareTo);
    }

    private List<ObjectKey> keys(String prefix) {
        try (Stream<ObjectStatus> objects = store.list(prefix)) {
            return objects.map(ObjectStatus::key).toList();
        }
    }
}
