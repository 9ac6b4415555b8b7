package dev.lifeboat.store;

import java.time.Instant;
import java.util.Optional;

/** What became of an attempt to remove an object. */
public sealed interface Deletion {
    /** It is not there any more. */
    record Deleted() implements Deletion {}

    /**
     * The store keeps it: nobody could remove it now.
     *
     * @param until when its lock ends; empty if it has no end that is known, such as that of a legal hold
     */
    record Locked(Optional<Instant> until) implements Deletion {}
}
