package dev.lifeboat.crypto;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/**
 * What its certificate says of one key, primary or subkey.
 *
 * @param flags what the key may be used for (RFC 4880, 5.2.3.21)
 * @param expires when it stops being valid, empty if never
 * @param flaw why it must not be used whatever the time, empty if there is no reason
 */
record Standing(PGPPublicKey key, int flags, Optional<Instant> expires, Optional<String> flaw) {
    private static final int ENCRYPT = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

    static Standing ofPrimary(PGPPublicKey primary) {
        SelfSignatures signatures = new SelfSignatures(primary);
        Optional<PGPSignature> certification = signatures.certification();
        if (signatures.revoked()) {
            return flawed(primary, "is revoked");
        }
        if (certification.isEmpty()) {
            return flawed(primary, "has no valid signature by itself");
        }
        return sound(primary, certification.get(), Optional.empty());
    }

    static Standing ofSubkey(PGPPublicKey primary, PGPPublicKey subkey) {
        Standing whole = ofPrimary(primary);
        if (whole.flaw.isPresent()) {
            return flawed(subkey, "belongs to a primary key that " + whole.flaw.get());
        }
        SelfSignatures signatures = new SelfSignatures(primary);
        if (signatures.revoked(subkey)) {
            return flawed(subkey, "is revoked");
        }
        Optional<PGPSignature> binding = signatures.binding(subkey);
        if (binding.isEmpty()) {
            return flawed(subkey, "is not bound to its primary key by a valid signature");
        }
        Standing standing = sound(subkey, binding.get(), whole.expires);
        if ((standing.flags & KeyFlags.SIGN_DATA) != 0 && !signatures.consents(subkey, binding.get())) {
            return flawed(subkey, "has not signed that it belongs to its primary key");
        }
        return standing;
    }

    private static Standing flawed(PGPPublicKey key, String flaw) {
        return new Standing(key, 0, Optional.empty(), Optional.of(flaw));
    }

    private static Standing sound(PGPPublicKey key, PGPSignature signature, Optional<Instant> limit) {
        PGPSignatureSubpacketVector facts = signature.getHashedSubPackets();
        Optional<Instant> keyEnd = after(key.getCreationTime().toInstant(), facts.getKeyExpirationTime());
        Optional<Instant> signatureEnd =
                after(signature.getCreationTime().toInstant(), facts.getSignatureExpirationTime());
        return new Standing(
                key, facts.getKeyFlags(), earliest(limit, earliest(keyEnd, signatureEnd)), Optional.empty());
    }

    private static Optional<Instant> after(Instant start, long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(start.plusSeconds(seconds));
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        if (one.isPresent() && other.isPresent()) {
            return one.get().isBefore(other.get()) ? one : other;
        }
        return one.or(() -> other);
    }

    KeyFingerprint fingerprint() {
        return KeyFingerprint.of(key.getFingerprint());
    }

    /** Why the key must not be encrypted to at that instant, empty if it may. */
    Optional<String> refusalToEncrypt(Instant at) {
        return flaw.or(() -> expired(at)).or(() -> unfit(ENCRYPT, "is not marked as an encryption key"));
    }

    /** Why a signature of the key that was stored at that instant does not count, empty if it does. */
    Optional<String> refusalToSign(Instant at) {
        return flaw.or(() -> expired(at)).or(() -> unfit(KeyFlags.SIGN_DATA, "is not marked as a signing key"));
    }

    private Optional<String> expired(Instant at) {
        return expires.filter(end -> !at.isBefore(end)).map(end -> "expired on " + end);
    }

    private Optional<String> unfit(int wanted, String refusal) {
        boolean able = wanted == KeyFlags.SIGN_DATA || key.isEncryptionKey();
        return (flags & wanted) != 0 && able ? Optional.empty() : Optional.of(refusal);
    }
}
