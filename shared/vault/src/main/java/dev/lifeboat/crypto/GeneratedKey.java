package dev.lifeboat.crypto;

/**
 * A new key.
 *
 * @param secret the armored secret key, for a file that only its owner reads
 */
public record GeneratedKey(Certificate certificate, String secret) {
    @Override
    public String toString() {
        return "GeneratedKey[%s]".formatted(certificate.fingerprint());
    }
}
