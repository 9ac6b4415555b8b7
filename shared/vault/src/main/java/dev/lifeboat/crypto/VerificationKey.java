package dev.lifeboat.crypto;

import org.bouncycastle.openpgp.PGPPublicKey;

/** A key whose signatures count; only {@link Certificate#signer} makes one. */
public final class VerificationKey {
    private final PGPPublicKey key;
    private final KeyFingerprint certificate;

    VerificationKey(PGPPublicKey key, KeyFingerprint certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    PGPPublicKey key() {
        return key;
    }

    /** The key itself, primary or subkey. */
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(key.getFingerprint());
    }

    /** The primary key of its certificate, by which people know the signer. */
    public KeyFingerprint certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "VerificationKey[%s of %s]".formatted(fingerprint(), certificate);
    }
}
