package dev.lifeboat.trust;

import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/**
 * A source that is ready to be made.
 *
 * @param trust its first trust file, not signed yet
 * @param owner who will sign it
 * @param files the keys that were made, to be saved before anything else
 */
public record NewSource(TrustFile trust, SigningKey owner, List<KeyFile> files) {
    public NewSource {
        files = List.copyOf(files);
    }

    /**
     * Makes the source by storing its trust file.
     *
     * @return what the source is to be read with
     * @throws dev.lifeboat.error.LifeboatException SOURCE_EXISTS if the store has a source of that name
     */
    public TrustPin publish(ObjectStore store) {
        TrustFiles.publish(store, trust, owner);
        return new TrustPin(owner.certificate().fingerprint(), trust.version(), Optional.of(trust.catalog()));
    }
}
