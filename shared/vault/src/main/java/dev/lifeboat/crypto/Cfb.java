package dev.lifeboat.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES in the CFB mode of OpenPGP's integrity protected data (RFC 4880, 5.13: zero IV, no resynchronisation), in place.
 *
 * <p>CFB is C[i] = P[i] xor K[i] with K[0] = E(0) and K[i] = E(C[i-1]). Since E(C[i]) = E(P[i] xor K[i]), the key stream
 * of an encryption is the CBC encryption of the plain text with K[0] as its IV, and that of a decryption is the ECB
 * encryption of the cipher text. The JDK computes both with wide hardware instructions, but its own CFB block by block:
 * this is two times faster to encrypt and twenty to decrypt, and exactly the same bytes.
 */
final class Cfb {
    private static final int BLOCK = 16;

    private final Cipher following;
    private final byte[] carried = new byte[BLOCK];
    private int carriedLength = BLOCK;
    private byte[] keyStream = new byte[0];

    private Cfb(Cipher following, byte[] first) {
        this.following = following;
        System.arraycopy(first, 0, carried, 0, BLOCK);
    }

    static Cfb encrypting(SessionKey key) {
        byte[] first = first(key);
        return new Cfb(cipher("AES/CBC/NoPadding", key, new IvParameterSpec(first)), first);
    }

    static Cfb decrypting(SessionKey key) {
        return new Cfb(cipher("AES/ECB/NoPadding", key, null), first(key));
    }

    private static byte[] first(SessionKey key) {
        try {
            return cipher("AES/ECB/NoPadding", key, null).doFinal(new byte[BLOCK]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed on one whole block", e);
        }
    }

    private static Cipher cipher(String transformation, SessionKey key, @Nullable IvParameterSpec iv) {
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.bytes(), "AES"), iv);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + transformation, e);
        }
    }

    /** Encrypts or decrypts the next bytes of the stream where they are; any length may follow any other. */
    void apply(byte[] buffer, int offset, int length) {
        int end = offset + length;
        if (keyStream.length < end + 2 * BLOCK) {
            keyStream = new byte[end + 2 * BLOCK];
        }
        System.arraycopy(carried, 0, keyStream, offset, carriedLength);
        int ready = carriedLength + follow(buffer, offset, length, offset + carriedLength);
        for (int i = offset; i < end; i++) { // one index for both: the compiler makes wide instructions of that only
            buffer[i] ^= keyStream[i];
        }
        carriedLength = ready - length;
        System.arraycopy(keyStream, end, carried, 0, carriedLength);
    }

    private int follow(byte[] buffer, int offset, int length, int at) {
        try {
            return following.update(buffer, offset, length, keyStream, at);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("the key stream had no room for %d bytes".formatted(length), e);
        }
    }
}
