package dev.lifeboat.store;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that keeps objects: an S3 bucket, or a directory. Objects are created once and never rewritten.
 *
 * <p>Every method may be called by many threads at once, and throws {@link dev.lifeboat.error.LifeboatException} when the
 * store cannot be reached, denies access or fails. ObjectStoreContract says in tests what each implementation keeps.
 */
public interface ObjectStore {
    /** Begins a new object; see {@link ObjectUpload}. A key that is taken may show here or only at the commit. */
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
     * @param prefix empty, or a key's beginning that ends with {@code /}
     */
    Stream<ObjectStatus> list(String prefix);

    /** Where this store is, for people: a path or a URI without credentials. */
    String location();
}
