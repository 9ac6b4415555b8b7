package dev.lifeboat.crypto;

/** Whether a key's signatures count. */
public sealed interface SignerCheck {
    record Accepted(VerificationKey key) implements SignerCheck {}

    /**
     * They do not.
     *
     * @param reason such as {@code is revoked}
     */
    record Refused(KeyFingerprint key, String reason) implements SignerCheck {}
}
