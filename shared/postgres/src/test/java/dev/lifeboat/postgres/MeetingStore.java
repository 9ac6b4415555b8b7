package dev.lifeboat.postgres;

import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A store that lets nobody write or read rows until so many objects of rows are under way at once. */
final class MeetingStore implements ObjectStore {
    private static final int SECONDS = 60;
    private final ObjectStore store;
    private final CountDownLatch missing;

    MeetingStore(ObjectStore store, int parties) {
        this.store = store;
        missing = new CountDownLatch(parties);
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        meet(key);
        return store.create(key);
    }

    @Override
    public InputStream read(ObjectKey key) {
        meet(key);
        return store.read(key);
    }

    private void meet(ObjectKey key) {
        if (!key.value().contains("/data/")) {
            return;
        }
        missing.countDown();
        try {
            if (!missing.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("%d more objects should be under way".formatted(missing.getCount()));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        return store.status(key);
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public String location() {
        return store.location();
    }
}
