package dev.lifeboat.store;

import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A store that keeps versions, in which something lies over some objects. */
public record CoveringStore(ObjectStore store, Set<ObjectKey> covered) implements ObjectStore {
    @Override
    public ObjectUpload create(ObjectKey key) {
        return store.create(key);
    }

    @Override
    public InputStream read(ObjectKey key) {
        return store.read(key);
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        return store.status(key).map(this::covering);
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        return store.list(prefix).map(this::covering);
    }

    private ObjectStatus covering(ObjectStatus status) {
        return new ObjectStatus(status.key(), status.bytes(), status.storedAt(), covered.contains(status.key()));
    }

    @Override
    public String location() {
        return store.location();
    }
}
