package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;

/** Private keys, unlocked, in memory only. */
public final class PrivateKeys {
    /** One key with the certificate that it belongs to. */
    record Unlocked(PGPPrivateKey privateKey, PGPPublicKey publicKey, Certificate certificate) {
        KeyFingerprint fingerprint() {
            return KeyFingerprint.of(publicKey.getFingerprint());
        }

        PGPKeyPair pair() {
            return new PGPKeyPair(publicKey, privateKey);
        }

        @Override
        public String toString() {
            return "Unlocked[%s]".formatted(fingerprint());
        }
    }

    private final List<Unlocked> keys;

    PrivateKeys(List<Unlocked> keys) {
        this.keys = List.copyOf(keys);
    }

    /** These keys and others: a restore may hold a recipient's and the catalog key. */
    public PrivateKeys and(PrivateKeys others) {
        return new PrivateKeys(
                Stream.concat(keys.stream(), others.keys.stream()).toList());
    }

    /** Which keys there are, primary keys and subkeys. */
    public List<KeyFingerprint> fingerprints() {
        return keys.stream().map(Unlocked::fingerprint).toList();
    }

    /** The keys that a message names by key id; a hidden recipient (id 0) may be any of them. */
    List<Unlocked> candidates(long keyId) {
        return keys.stream()
                .filter(key -> keyId == 0
                        ? key.publicKey().isEncryptionKey()
                        : key.publicKey().getKeyID() == keyId)
                .toList();
    }

    /**
     * The first key that may sign at that instant.
     *
     * @throws LifeboatException KEY_MISSING if none may, saying why of each
     */
    public SigningKey signingKey(Instant now) {
        StringBuilder reasons = new StringBuilder();
        for (Unlocked key : keys) {
            switch (key.certificate().signer(key.fingerprint(), now)) {
                case SignerCheck.Accepted accepted -> {
                    return new SigningKey(key.privateKey(), key.publicKey(), key.certificate());
                }
                case SignerCheck.Refused refused ->
                    reasons.append(reasons.isEmpty() ? "" : ", ")
                            .append(refused.key())
                            .append(' ')
                            .append(refused.reason());
            }
        }
        throw new LifeboatException(
                ErrorCode.KEY_MISSING,
                "no private key given may sign (%s): nothing was signed".formatted(reasons),
                "give the private key of a signer that the trust file lists");
    }
}
