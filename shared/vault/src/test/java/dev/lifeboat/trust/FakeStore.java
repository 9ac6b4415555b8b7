package dev.lifeboat.trust;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Objects in memory, a clock that stands still, and the means to tamper. */
final class FakeStore implements ObjectStore {
    private final Map<ObjectKey, byte[]> contents = new TreeMap<>();
    private final Map<ObjectKey, ObjectStatus> statuses = new TreeMap<>();
    private Instant now;

    FakeStore(Instant now) {
        this.now = now;
    }

    void setClock(Instant instant) {
        now = instant;
    }

    /** Puts an object there whatever was there before. */
    void put(String key, byte[] content) {
        ObjectKey objectKey = new ObjectKey(key);
        contents.put(objectKey, content.clone());
        statuses.put(objectKey, new ObjectStatus(objectKey, content.length, now));
    }

    void remove(String key) {
        contents.remove(new ObjectKey(key));
        statuses.remove(new ObjectKey(key));
    }

    byte[] bytes(String key) {
        return Optional.ofNullable(contents.get(new ObjectKey(key))).orElseThrow();
    }

    String text(String key) {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new ObjectUpload() {
            @Override
            public CreateOutcome commit(Checksums expected) {
                if (contents.containsKey(key)) {
                    return new CreateOutcome.AlreadyThere(key);
                }
                put(key.value(), bytes.toByteArray());
                return new CreateOutcome.Created(status(key).orElseThrow());
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                bytes.write(buffer, offset, length);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public InputStream read(ObjectKey key) {
        byte[] content = contents.get(key);
        if (content == null) {
            throw new LifeboatException(ErrorCode.OBJECT_MISSING, "object %s is missing".formatted(key), "none");
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        return Optional.ofNullable(statuses.get(key));
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        return statuses.values().stream().filter(status -> status.key().value().startsWith(prefix)).toList().stream();
    }

    @Override
    public String location() {
        return "memory";
    }
}
