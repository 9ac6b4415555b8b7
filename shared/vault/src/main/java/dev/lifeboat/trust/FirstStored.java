package dev.lifeboat.trust;

import dev.lifeboat.store.ObjectKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Says when a document of which this store has a copy was received by the store that it was written to. Only where somebody
 * vouches for that who may is there an answer: the time decides whether a signature counts.
 */
@FunctionalInterface
public interface FirstStored {
    /** Nobody vouches for anything. */
    FirstStored UNKNOWN = (key, sha256) -> Optional.empty();

    /**
     * When the first store received it, by its own clock.
     *
     * @param sha256 of the document with its signature, 64 lowercase hexadecimal digits
     */
    Optional<Instant> of(ObjectKey key, String sha256);
}
