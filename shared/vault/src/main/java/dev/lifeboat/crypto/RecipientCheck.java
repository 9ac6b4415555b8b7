package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;

/** Whether a key may be encrypted to. */
public sealed interface RecipientCheck {
    /** It may, and for longer than 60 days, or for ever. */
    record Usable(EncryptionKey key) implements RecipientCheck {}

    /** It may still, but it expires within 60 days: somebody should be told. */
    record ExpiringSoon(EncryptionKey key, Instant expires) implements RecipientCheck {}

    /**
     * It must not be: whatever were encrypted to it, its owner might be unable to read, or somebody else able.
     *
     * @param reason such as {@code is revoked}
     */
    record Unusable(KeyFingerprint key, String reason) implements RecipientCheck {}

    /**
     * The key, if it may be encrypted to.
     *
     * @throws LifeboatException RECIPIENT_UNUSABLE if it must not be
     */
    default EncryptionKey orThrow() {
        return switch (this) {
            case Usable usable -> usable.key();
            case ExpiringSoon expiring -> expiring.key();
            case Unusable unusable ->
                throw new LifeboatException(
                        ErrorCode.RECIPIENT_UNUSABLE,
                        "recipient key %s %s: nothing is encrypted to it".formatted(unusable.key(), unusable.reason()),
                        "let the owner publish a new trust file with a valid key of that recipient");
        };
    }
}
