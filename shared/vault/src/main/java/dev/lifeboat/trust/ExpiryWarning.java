package dev.lifeboat.trust;

import dev.lifeboat.crypto.RecipientCheck;
import java.time.Instant;
import java.util.List;

/** Says which recipients' keys expire soon. */
public final class ExpiryWarning {
    private ExpiryWarning() {}

    /**
     * One warning for each key.
     *
     * @throws dev.lifeboat.error.LifeboatException RECIPIENT_UNUSABLE if one has expired, or must not be used for another
     *     reason
     */
    public static List<String> of(Trust trust, Instant now) {
        return trust.recipients(now).and(trust.catalogKey(now)).expiring().stream()
                .map(ExpiryWarning::text)
                .toList();
    }

    private static String text(RecipientCheck.ExpiringSoon soon) {
        return "recipient key %s expires on %s, and no backup can be made after that; extend it, and publish it with: lifeboat keys add-recipient"
                .formatted(soon.key().fingerprint(), soon.expires());
    }
}
