package dev.lifeboat.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What tests do with stores, in a word each. */
public final class StoreActions {
    private StoreActions() {}

    public static CreateOutcome put(ObjectStore store, String key, String text) {
        return put(store, key, text.getBytes(StandardCharsets.UTF_8));
    }

    public static CreateOutcome put(ObjectStore store, String key, byte[] bytes) {
        try (ObjectUpload upload = store.create(new ObjectKey(key))) {
            upload.write(bytes, 0, bytes.length);
            return upload.commit(checksums(bytes));
        }
    }

    /** All bytes of an object. */
    public static byte[] bytes(ObjectStore store, String key) {
        try (InputStream object = store.read(new ObjectKey(key))) {
            return object.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(ObjectStore store, String key) {
        return new String(bytes(store, key), StandardCharsets.UTF_8);
    }

    /** The keys below a prefix, in the order in which the store lists them. */
    public static List<String> keys(ObjectStore store, String prefix) {
        try (Stream<ObjectStatus> objects = store.list(prefix)) {
            return objects.map(object -> object.key().value()).toList();
        }
    }

    public static Checksums checksums(byte[] bytes) {
        try (ChecksumOutput sums = new ChecksumOutput(OutputStream.nullOutputStream())) {
            sums.write(bytes, 0, bytes.length);
            return sums.checksums();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that look random and are the same each time. */
    public static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
