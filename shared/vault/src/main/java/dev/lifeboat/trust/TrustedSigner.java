package dev.lifeboat.trust;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import java.time.Instant;

/**
 * A key whose signatures count for one role, for what the store received within a window.
 *
 * @param fingerprint the certificate's primary key
 * @param certificate armored; the primary key, or a subkey bound in here, signs
 * @param from the window's first instant
 * @param until the first instant after it
 */
public record TrustedSigner(Role role, KeyFingerprint fingerprint, String certificate, Instant from, Instant until) {
    /** The end of a window that stays open until a later trust file closes it. */
    public static final Instant OPEN_END = Instant.parse("9999-12-31T23:59:59Z");

    public TrustedSigner {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("a signer's window from %s until %s".formatted(from, until));
        }
        Certificates.requireMatch(fingerprint, certificate);
    }

    /** A signer whose window stays open. */
    public static TrustedSigner since(Instant from, Role role, Certificate certificate) {
        return new TrustedSigner(role, certificate.fingerprint(), Certificates.armored(certificate), from, OPEN_END);
    }

    Certificate parsed() {
        return Certificates.parse(certificate);
    }

    boolean covers(Instant storedAt) {
        return !storedAt.isBefore(from) && storedAt.isBefore(until);
    }
}
