package dev.lifeboat.trust;

import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.RecipientCheck;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keys that were found fit to be encrypted to.
 *
 * @param keys all of them
 * @param expiring those of them that expire within 60 days: they alert
 */
public record Recipients(List<EncryptionKey> keys, List<RecipientCheck.ExpiringSoon> expiring) {
    public Recipients {
        keys = List.copyOf(keys);
        expiring = List.copyOf(expiring);
    }

    /** Keys as they were checked; one that must not be encrypted to fails the whole. */
    static Recipients of(List<RecipientCheck> checks) {
        return new Recipients(
                checks.stream().map(RecipientCheck::orThrow).toList(),
                checks.stream()
                        .filter(RecipientCheck.ExpiringSoon.class::isInstance)
                        .map(RecipientCheck.ExpiringSoon.class::cast)
                        .toList());
    }

    /** These and others: an index is encrypted to the recipients and to the catalog key. */
    public Recipients and(Recipients others) {
        return new Recipients(
                Stream.concat(keys.stream(), others.keys.stream()).toList(),
                Stream.concat(expiring.stream(), others.expiring.stream()).toList());
    }
}
