package dev.lifeboat.store;

import java.time.Instant;

/**
 * An upload that has not become an object.
 *
 * @param place where the object was to lie: its key, or the folder where a store of files keeps what is not finished
 * @param id what tells it from others of the same place, in the store's own terms
 * @param at by the store's clock, when it was begun or, where the store can tell, last written to
 */
public record UnfinishedUpload(String place, String id, Instant at) {}
