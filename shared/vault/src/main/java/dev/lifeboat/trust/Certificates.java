package dev.lifeboat.trust;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.Fingerprint;

/** The certificates that a trust file carries. */
final class Certificates {
    private Certificates() {}

    static Certificate parse(String armored) {
        return Certificate.parse(armored, "certificate in a trust file");
    }

    /** A fingerprint is what people compare, so it must be that of the certificate beside it. */
    static void requireMatch(Fingerprint fingerprint, String armored) {
        Fingerprint actual = parse(armored).fingerprint();
        if (!actual.equals(fingerprint)) {
            throw new IllegalArgumentException(
                    "the certificate of key %s stands where that of %s should".formatted(actual, fingerprint));
        }
    }
}
