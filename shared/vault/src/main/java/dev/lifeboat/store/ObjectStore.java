package dev.lifeboat.store;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that keeps objects: an S3 bucket, or a directory. Objects are created once and never rewritten.
 *
 * <p>Every method may be called by many threads at once, and throws {@link dev.lifeboat.error.LifeboatException} when the
 * store cannot be reached, denies access or fails. ObjectStoreContract says in tests what each implementation keeps.
 *
 * <p>No key is a folder of another: where {@code a/b} is stored, {@code a} cannot be in every store.
 */
public interface ObjectStore {
    /** Begins a new object; see {@link ObjectUpload}. That a key is taken shows at the commit, not here. */
    ObjectUpload create(ObjectKey key);

    /**
     * Opens an object from its first byte to its last. A read that fails half-way throws; it never ends early as if the
     * object were shorter.
     *
     * @throws dev.lifeboat.error.LifeboatException with code OBJECT_MISSING if there is none
     */
    InputStream read(ObjectKey key);

    /** What the store knows of one object, empty if there is none. */
    Optional<ObjectStatus> status(ObjectKey key);

    /**
     * All objects whose key begins with the prefix, in the order of their keys. Close the stream. A store that cannot list
     * everything throws rather than leave something out; what no key of ours could name is passed over.
     *
     * <p>Order is that of {@link ObjectKey}: plain string order of whole keys, {@code a-b}, {@code a.b}, {@code a/b},
     * {@code a0}.
     *
     * @param prefix empty, or a key's beginning that ends with {@code /}
     * @throws IllegalArgumentException if the prefix is neither
     */
    Stream<ObjectStatus> list(String prefix);

    /**
     * Creates an object from the one of that key in another store, without its bytes passing through this machine. Empty, with
     * nothing done, where that cannot be, or where the other store does not know that its object is the right one.
     *
     * @param expected what the object's writer says of it; both services confirm its size and CRC-32C
     */
    default Optional<CreateOutcome> take(ObjectKey key, ObjectStore from, Checksums expected) {
        return Optional.empty();
    }

    /**
     * The CRC-32C of a whole object as the store itself keeps it, as {@link Checksums} writes it. Empty where the object has to
     * be read to know.
     */
    default Optional<String> crc32c(ObjectKey key) {
        return Optional.empty();
    }

    /** Where this store is, for people: a path or a URI without credentials. */
    String location();
}
