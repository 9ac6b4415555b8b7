package dev.lifeboat.trust;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.crypto.KeyFingerprint;
import java.util.Optional;

/**
 * What a reader knows of a source's trust without asking the store: in the template's parameters, or on the command line.
 *
 * @param owner the fingerprint of the owner's certificate
 * @param minimumVersion of the trust file: an older one means that the store was rolled back; 1 if nothing is known
 * @param catalog the source's catalog, empty if it is not known; without it, another catalog of the same owner and name
 *     put wholly in this one's place is believed
 */
public record TrustPin(KeyFingerprint owner, int minimumVersion, Optional<CatalogId> catalog) {
    public TrustPin {
        if (minimumVersion < 1) {
            throw new IllegalArgumentException("a trust file of version %d".formatted(minimumVersion));
        }
    }

    /** Nothing but the owner is known. */
    public TrustPin(KeyFingerprint owner) {
        this(owner, 1, Optional.empty());
    }
}
