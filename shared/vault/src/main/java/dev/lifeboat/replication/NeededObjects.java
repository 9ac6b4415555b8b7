package dev.lifeboat.replication;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every object that a backup needs, by what its manifest and its objects list say, and which of them lie at the destination.
 *
 * @param to where the destination is
 * @param lacking those that are not there
 * @param there those that are, with what the destination says of them
 */
record NeededObjects(String to, List<StoredObject> lacking, Map<StoredObject, ObjectStatus> there) {
    /**
     * Reads the objects list, and looks.
     *
     * @throws LifeboatException OBJECT_DAMAGED or OBJECT_MISSING if the list is not as it was written; DOCUMENT_MISPLACED if
     *     it names what is no object of the backup
     */
    static NeededObjects of(Manifest manifest, Catalog from, Catalog to) {
        List<StoredObject> all = all(manifest, from);
        Map<ObjectKey, ObjectStatus> seen = new HashMap<>();
        for (AttemptName attempt : attempts(manifest, all, from.layout())) {
            try (Stream<ObjectStatus> objects = to.store().list(to.layout().objectsPrefix(attempt))) {
                objects.forEach(status -> seen.put(status.key(), status));
            }
        }
        List<StoredObject> lacking = new ArrayList<>();
        Map<StoredObject, ObjectStatus> there = new LinkedHashMap<>();
        for (StoredObject object : all) {
            ObjectStatus status = seen.get(object.key());
            if (status == null) {
                lacking.add(object);
            } else {
                there.put(object, status);
            }
        }
        return new NeededObjects(to.store().location(), lacking, there);
    }

    private static List<StoredObject> all(Manifest manifest, Catalog from) {
        Layout layout = from.layout();
        List<StoredObject> all =
                new ArrayList<>(ObjectsList.read(from.store(), manifest).all());
        all.add(new StoredObject(
                layout.index(manifest.id(), manifest.attempt()), manifest.index(), manifest.attempt()));
        all.add(new StoredObject(
                layout.objectsList(manifest.id(), manifest.attempt()), manifest.objects(), manifest.attempt()));
        return all;
    }

    /** A list that names a trust file, say, must not have it put among those of the destination. */
    private static Set<AttemptName> attempts(Manifest manifest, List<StoredObject> all, Layout layout) {
        Set<AttemptName> attempts = new TreeSet<>();
        for (StoredObject object : all) {
            AttemptName name = layout.attemptAt(object.key().value())
                    .filter(attempt -> object.key().value().startsWith(layout.objectsPrefix(attempt)))
                    .filter(attempt -> attempt.attempt().equals(object.attempt()))
                    .filter(attempt -> manifest.attempts().contains(attempt.attempt()))
                    .orElseThrow(() -> stray(manifest, object));
            attempts.add(name);
        }
        return attempts;
    }

    private static LifeboatException stray(Manifest manifest, StoredObject object) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MISPLACED,
                "objects list of backup %s names object %s, which is none of its attempts': it is not copied"
                        .formatted(manifest.id(), object.key()),
                "do not trust this backup; find out who made it");
    }

    /**
     * Of those that are there, the ones whose bytes have to be looked at: of an attempt that made no backup there, so that a
     * copy which was cut off may have left them, or whoever could. The others have their size, at least.
     *
     * @param stands whether the manifest is there
     * @throws LifeboatException OBJECT_DAMAGED if one has another size
     */
    List<StoredObject> doubtful(Manifest manifest, boolean stands) {
        List<StoredObject> doubtful = new ArrayList<>();
        there.forEach((object, status) -> {
            StoredBytes.requireSize(status, object.checksums(), to);
            if (!stands && object.attempt().equals(manifest.attempt())) {
                doubtful.add(object);
            }
        });
        return doubtful;
    }

    /** The attempts whose objects it needs, and its own. */
    Set<AttemptName> attempts(Layout layout) {
        Set<AttemptName> names = new TreeSet<>();
        Stream.concat(lacking.stream(), there.keySet().stream())
                .forEach(object -> layout.attemptAt(object.key().value()).ifPresent(names::add));
        return names;
    }

    long count() {
        return (long) lacking.size() + there.size();
    }

    long lackingBytes() {
        return lacking.stream().mapToLong(StoredObject::bytes).sum();
    }
}
