package dev.lifeboat.crypto;

import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;

/** A private key that signs; {@link PrivateKeys#signingKey} finds it. */
public final class SigningKey {
    private final PGPPrivateKey privateKey;
    private final PGPPublicKey publicKey;
    private final Certificate certificate;

    SigningKey(PGPPrivateKey privateKey, PGPPublicKey publicKey, Certificate certificate) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.certificate = certificate;
    }

    PGPPrivateKey privateKey() {
        return privateKey;
    }

    PGPPublicKey publicKey() {
        return publicKey;
    }

    /** The key that makes the signatures, primary or subkey. */
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(publicKey.getFingerprint());
    }

    /** The certificate that it belongs to. */
    public Certificate certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "SigningKey[%s of %s]".formatted(fingerprint(), certificate.fingerprint());
    }
}
