package dev.lifeboat.store;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A store that forgets everything when the test ends. It keeps ObjectStoreContract. */
public final class MemoryStore implements DeletingStore {
    private final Map<ObjectKey, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<Upload, UnfinishedUpload> uploads = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public MemoryStore() {
        this(InstantSource.system());
    }

    /** A store whose objects are as old as a test wants. */
    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        Upload upload = new Upload(key);
        String id = Integer.toHexString(System.identityHashCode(upload));
        uploads.put(upload, new UnfinishedUpload(key.value(), id, clock.instant()));
        return upload;
    }

    @Override
    public InputStream read(ObjectKey key) {
        Stored stored = objects.get(key);
        if (stored == null) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_MISSING,
                    "object %s is not in store %s: it cannot be read".formatted(key, location()),
                    "use another backup, or another copy of this store");
        }
        return new ByteArrayInputStream(stored.bytes);
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        return Optional.ofNullable(objects.get(key)).map(stored -> status(key, stored));
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        String beginning = new ListPrefix(prefix).value();
        return objects.entrySet().stream()
                .filter(object -> object.getKey().value().startsWith(beginning))
                .map(object -> status(object.getKey(), object.getValue()));
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public Deletion delete(ObjectKey key) {
        objects.remove(key);
        return new Deletion.Deleted();
    }

    @Override
    public Stream<UnfinishedUpload> unfinished(String prefix) {
        String beginning = new ListPrefix(prefix).value();
        return uploads.values().stream().filter(upload -> upload.place().startsWith(beginning)).toList().stream();
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        List.copyOf(uploads.entrySet()).stream()
                .filter(entry -> entry.getValue().equals(upload))
                .forEach(entry -> entry.getKey().discard());
    }

    /** Loses an object, as no role of Lifeboat's may: what an attacker or a broken disk does. */
    public void lose(ObjectKey key) {
        objects.remove(key);
    }

    /** Replaces what is stored under a key, as no writer of Lifeboat's may. */
    public void replace(ObjectKey key, byte[] bytes) {
        objects.put(key, new Stored(bytes.clone(), clock.instant()));
    }

    private static ObjectStatus status(ObjectKey key, Stored stored) {
        return new ObjectStatus(key, stored.bytes.length, stored.at);
    }

    private final class Upload extends ObjectUpload {
        private final ObjectKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final ReceivedBytes received = new ReceivedBytes();
        private boolean open = true;
        private boolean discarded;

        Upload(ObjectKey key) {
            this.key = key;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            requireOpen();
            content.write(buffer, offset, length);
            received.add(buffer, offset, length);
        }

        @Override
        public CreateOutcome commit(Checksums expected) {
            requireOpen();
            close();
            received.confirm(key, expected, location());
            Stored stored = new Stored(content.toByteArray(), clock.instant());
            return objects.putIfAbsent(key, stored) == null
                    ? new CreateOutcome.Created(status(key, stored))
                    : new CreateOutcome.AlreadyThere(key);
        }

        @Override
        public void close() {
            open = false;
            uploads.remove(this);
        }

        void discard() {
            discarded = true;
            uploads.remove(this);
        }

        private void requireOpen() {
            if (discarded) {
                throw new LifeboatException(
                        ErrorCode.STORE_UNREACHABLE,
                        "the upload of object %s was discarded by somebody else: it is not stored".formatted(key),
                        "run the command again");
            }
            if (!open) {
                throw new IllegalStateException("the upload of object %s has ended".formatted(key));
            }
        }
    }

    private static final class Stored {
        private final byte[] bytes;
        private final Instant at;

        Stored(byte[] bytes, Instant at) {
            this.bytes = bytes;
            this.at = at;
        }
    }
}
