package dev.lifeboat.trust;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;

/** The certificates that a trust file carries. */
final class Certificates {
    private static final int MAX_LENGTH = 16_000;

    private Certificates() {}

    static Certificate parse(String armored) {
        return Certificate.parse(armored, "certificate in a trust file");
    }

    /**
     * A certificate as it stands in a document.
     *
     * @throws LifeboatException KEY_UNREADABLE if it is too long for the one line that it becomes there
     */
    static String armored(Certificate certificate) {
        String armored = certificate.armored();
        if (armored.length() > MAX_LENGTH) {
            throw new LifeboatException(
                    ErrorCode.KEY_UNREADABLE,
                    "certificate %s takes %d characters, a trust file holds at most %d: nothing was changed"
                            .formatted(certificate.fingerprint(), armored.length(), MAX_LENGTH),
                    "export it without other people's signatures and pictures: gpg --armor --export-options"
                            + " export-minimal,no-export-attributes --export "
                            + certificate.fingerprint());
        }
        return armored;
    }

    /** A fingerprint is what people compare, so it must be that of the certificate beside it. */
    static void requireMatch(KeyFingerprint fingerprint, String armored) {
        KeyFingerprint actual = parse(armored).fingerprint();
        if (!actual.equals(fingerprint)) {
            throw new IllegalArgumentException(
                    "the certificate of key %s stands where that of %s should".formatted(actual, fingerprint));
        }
    }
}
