package dev.lifeboat.store;

/** What became of an attempt to create an object: it is there now, or another writer was first. */
public sealed interface CreateOutcome {
    /** The object is stored, durable, and its checksums were confirmed. */
    record Created(ObjectStatus status) implements CreateOutcome {}

    /** An object of that key was there already; it was left as it was and ours was discarded. */
    record AlreadyThere(ObjectKey key) implements CreateOutcome {}
}
