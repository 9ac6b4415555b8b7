package dev.lifeboat.store;

import java.time.Instant;

/**
 * What a store says of an object without reading it.
 *
 * @param bytes its size
 * @param storedAt when it was stored, by the store's own clock: the only clock that judges ages and signing windows
 * @param covered whether something was put over it since, which a store of versions can tell: a delete marker, or another
 *     version. The object is what it was and is read as ever, but somebody tried to remove or replace it
 */
public record ObjectStatus(ObjectKey key, long bytes, Instant storedAt, boolean covered) {
    /** An object in a store where nothing can be put over another. */
    public ObjectStatus(ObjectKey key, long bytes, Instant storedAt) {
        this(key, bytes, storedAt, false);
    }
}
