package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The AES-256 key of one message, 32 bytes.
 *
 * <p>A class and not a record, so that nothing prints or compares the key.
 */
final class SessionKey {
    static final int LENGTH = 32;

    private final byte[] bytes;

    SessionKey(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an AES-256 key of %d bytes".formatted(bytes.length));
        }
        this.bytes = bytes.clone();
    }

    static SessionKey random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new SessionKey(bytes);
    }

    /**
     * The key that a passphrase gives by the iterated and salted S2K with SHA-256 (RFC 4880, 3.7.1.3).
     *
     * @param codedCount the octet that stands for how many bytes are hashed: 0 is 1024, 255 is 65,011,712
     */
    static SessionKey ofPassphrase(String passphrase, byte[] salt, int codedCount) {
        byte[] round = concatenate(salt, passphrase.getBytes(StandardCharsets.UTF_8));
        long left = Math.max(round.length, (16L + (codedCount & 15)) << ((codedCount >> 4) + 6));
        MessageDigest digest = Digests.sha256();
        while (left > 0) {
            int length = (int) Math.min(left, round.length);
            digest.update(round, 0, length);
            left -= length;
        }
        return new SessionKey(digest.digest());
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
