package dev.lifeboat.store;

import java.util.stream.Stream;

/**
 * A store as those see it who may remove things: tidying and retention. Whoever makes, copies or restores backups is handed
 * an {@link ObjectStore} and cannot.
 */
public interface DeletingStore extends ObjectStore {
    /**
     * Removes an object for good, with all that was put over it, the object itself last: if it is cut off, nothing else is
     * taken for the object. One that is not there counts as removed.
     *
     * @throws dev.lifeboat.error.LifeboatException STORE_DENIED if this role may not
     */
    Deletion delete(ObjectKey key);

    /**
     * Uploads below a prefix that were begun and neither committed nor discarded, in no order: by writers that are at work,
     * and by those that were killed. Close the stream.
     *
     * @param prefix as {@link #list} takes it
     */
    Stream<UnfinishedUpload> unfinished(String prefix);

    /** Discards an upload and the bytes that were sent; its writer, if it lives, fails. One that has ended meanwhile stays. */
    void discard(UnfinishedUpload upload);
}
