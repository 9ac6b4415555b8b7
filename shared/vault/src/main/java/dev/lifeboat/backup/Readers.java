package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.IndexKey;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.Trust;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The public keys of those who read, to which secrets are encrypted.
 *
 * @param recipients open rows and indexes, one or more
 * @param catalogKeys open indexes, not rows
 */
public record Readers(List<EncryptionKey> recipients, List<EncryptionKey> catalogKeys) {
    /** Of an armored secret: two of them, or those of a chain of attempts, must fit a document, each on one line. */
    private static final int MAX_SECRET = 14_000;

    public Readers {
        recipients = List.copyOf(recipients);
        catalogKeys = List.copyOf(catalogKeys);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a secret that nobody can open");
        }
    }

    /**
     * Those whom the newest trust file lists.
     *
     * @throws LifeboatException RECIPIENT_UNUSABLE if one of them must not be encrypted to now
     */
    public static Readers of(Trust trust, Instant now) {
        return new Readers(trust.recipients(now).keys(), trust.catalogKey(now).keys());
    }

    /** Those who can open an index. */
    List<EncryptionKey> ofIndex() {
        return Stream.concat(recipients.stream(), catalogKeys.stream()).toList();
    }

    /** A data secret, for the recipients. */
    AttemptKey wrap(AttemptId attempt, DataSecret secret) {
        return new AttemptKey(attempt, fingerprints(recipients), PublicKeyMessage.armored(secret.text(), recipients));
    }

    /** The secret of an index, for recipients and catalog keys. */
    IndexKey wrapIndex(DataSecret secret) {
        return new IndexKey(fingerprints(ofIndex()), PublicKeyMessage.armored(secret.text(), ofIndex()));
    }

    private static List<String> fingerprints(List<EncryptionKey> keys) {
        return keys.stream().map(key -> key.fingerprint().toString()).toList();
    }

    /**
     * Makes sure that secrets which were encrypted to these keys fit a document, and that a reader takes them.
     *
     * @param consequence such as {@code no backup was made}
     * @throws LifeboatException RECIPIENT_UNUSABLE if not
     */
    void requireFit(List<AttemptKey> keys, IndexKey indexKey, String consequence) {
        int length = Stream.concat(keys.stream().map(AttemptKey::secret), Stream.of(indexKey.secret()))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        if (ofIndex().size() > PublicKeyMessage.MAX_RECIPIENTS || length > MAX_SECRET) {
            throw new LifeboatException(
                    ErrorCode.RECIPIENT_UNUSABLE,
                    "a secret encrypted to %d keys takes %d characters, a manifest holds one of at most %d keys and %d characters: %s"
                            .formatted(
                                    ofIndex().size(), length, PublicKeyMessage.MAX_RECIPIENTS, MAX_SECRET, consequence),
                    "let the owner publish a trust file with fewer recipients, or with Curve25519 keys, which are short");
        }
    }
}
