package dev.lifeboat.crypto;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;

/** A key that was found fit to be encrypted to; only {@link Certificate#recipient} makes one. */
public final class EncryptionKey {
    private final PGPPublicKey key;
    private final KeyFingerprint certificate;
    private final Optional<Instant> expires;

    EncryptionKey(PGPPublicKey key, KeyFingerprint certificate, Optional<Instant> expires) {
        this.key = key;
        this.certificate = certificate;
        this.expires = expires;
    }

    PGPPublicKey key() {
        return key;
    }

    /** The key itself: a subkey, as a rule. */
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(key.getFingerprint());
    }

    /** The primary key of its certificate, by which people know the recipient. */
    public KeyFingerprint certificate() {
        return certificate;
    }

    /** When the key or its certificate expires, empty if never. */
    public Optional<Instant> expires() {
        return expires;
    }

    @Override
    public String toString() {
        return "EncryptionKey[%s of %s]".formatted(fingerprint(), certificate);
    }
}
