package dev.lifeboat.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.JsonLines;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.stream.ObjectReader.Decoding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The objects that a backup needs, by their keys; whoever holds no key can read it. */
public final class ObjectsList {
    private final Map<ObjectKey, StoredObject> objects = new LinkedHashMap<>();

    private ObjectsList() {}

    /**
     * Reads the list of a backup, whose checksums its manifest holds.
     *
     * @throws LifeboatException if it is not exactly as it was written
     */
    public static ObjectsList read(ObjectStore store, Manifest manifest) {
        ObjectKey key = new Layout(manifest.source()).objectsList(manifest.id(), manifest.attempt());
        ObjectsList list = new ObjectsList();
        Decoding decoding = Decoding.NONE.thenZstd(ObjectReader.MAX_WINDOW_LOG);
        try (ObjectReader in = ObjectReader.open(store, key, manifest.objects(), decoding)) {
            JsonLines.read(in, StoredObject.class, "objects list " + key, object -> list.add(key, object));
        }
        if (list.objects.size() != manifest.totals().objects()) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MALFORMED,
                    "objects list %s names %d objects, its manifest says %d: the backup cannot be used"
                            .formatted(
                                    key, list.objects.size(), manifest.totals().objects()),
                    "restore from another copy of this store, or use another backup");
        }
        return list;
    }

    private void add(ObjectKey list, StoredObject object) {
        if (objects.put(object.key(), object) != null) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MALFORMED,
                    "objects list %s names object %s twice: the backup cannot be used".formatted(list, object.key()),
                    "restore from another copy of this store, or use another backup");
        }
    }

    /** All objects, in the order in which they were stored. */
    public Collection<StoredObject> all() {
        return objects.values();
    }

    /**
     * One object.
     *
     * @throws LifeboatException OBJECT_MISSING if the list does not name it
     */
    public StoredObject of(ObjectKey key) {
        StoredObject object = objects.get(key);
        if (object == null) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_MISSING,
                    "object %s is named by the index, but not by the objects list: it cannot be read".formatted(key),
                    "restore from another copy of this store, or use another backup");
        }
        return object;
    }
}
