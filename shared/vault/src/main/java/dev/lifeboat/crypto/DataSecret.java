package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret of one attempt: 256 random bits, which encrypt its objects and are forgotten when it ends.
 *
 * @param text the bits as 64 lowercase hexadecimal digits; this text is the OpenPGP passphrase, so {@code gpg
 *     --passphrase} takes it
 */
public record DataSecret(String text) {
    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{64}");

    public DataSecret {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("a data secret is 64 lowercase hexadecimal digits");
        }
    }

    public static DataSecret random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return new DataSecret(HexFormat.of().formatHex(bits));
    }

    /**
     * Reads a secret as it stands in what a manifest encrypts.
     *
     * @throws LifeboatException MESSAGE_DAMAGED if it is not 64 lowercase hexadecimal digits; the text is not shown
     */
    public static DataSecret of(String text) {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new LifeboatException(
                    ErrorCode.MESSAGE_DAMAGED,
                    "data secret is not 64 lowercase hexadecimal digits: it opens no object",
                    "the manifest that holds it was not written by Lifeboat; use another backup");
        }
        return new DataSecret(text);
    }

    /** Says nothing of the secret, so that no log can. */
    @Override
    public String toString() {
        return "DataSecret[hidden]";
    }
}
