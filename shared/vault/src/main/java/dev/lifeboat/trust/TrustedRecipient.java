package dev.lifeboat.trust;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.RecipientCheck;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Somebody who can read.
 *
 * @param fingerprint the certificate's primary key
 * @param subkeys the keys of the certificate that are encrypted to, all of them and no other
 * @param certificate armored
 */
public record TrustedRecipient(KeyFingerprint fingerprint, List<KeyFingerprint> subkeys, String certificate) {
    public TrustedRecipient {
        subkeys = List.copyOf(subkeys);
        if (subkeys.isEmpty() || Set.copyOf(subkeys).size() != subkeys.size()) {
            throw new IllegalArgumentException("recipient %s needs subkeys, each once".formatted(fingerprint));
        }
        Certificates.requireMatch(fingerprint, certificate);
    }

    /**
     * Lists a certificate with every key that may be encrypted to now.
     *
     * @throws LifeboatException RECIPIENT_UNUSABLE if there is none
     */
    public static TrustedRecipient of(Certificate certificate, Instant now) {
        List<KeyFingerprint> usable = certificate.encryptionKeys(now);
        if (usable.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.RECIPIENT_UNUSABLE,
                    "certificate %s (%s) has no key that may be encrypted to: nothing was changed"
                            .formatted(certificate.fingerprint(), certificate.userId()),
                    "see why with: gpg --list-keys %s; extend its expiry, or use another key"
                            .formatted(certificate.fingerprint()));
        }
        return new TrustedRecipient(certificate.fingerprint(), usable, Certificates.armored(certificate));
    }

    /** The fingerprint that people compare, and the name. */
    String described() {
        return "%s (%s)".formatted(fingerprint, Certificates.parse(certificate).userId());
    }

    /** Judges every listed key for encrypting to it now. */
    public List<RecipientCheck> checks(Instant now) {
        Certificate parsed = Certificates.parse(certificate);
        return subkeys.stream().map(subkey -> parsed.recipient(subkey, now)).toList();
    }
}
