package dev.lifeboat.store;

import java.time.Instant;

/**
 * What a store says of an object without reading it.
 *
 * @param bytes its size
 * @param storedAt when it was stored, by the store's own clock: the only clock that judges ages and signing windows
 */
public record ObjectStatus(ObjectKey key, long bytes, Instant storedAt) {}
