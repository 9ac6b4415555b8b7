package dev.lifeboat.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.PGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;

/** The digests of the JDK, which computes them in hardware where it can. */
final class Digests {
    private Digests() {}

    /** Only for the integrity code of messages, which OpenPGP defines with it. */
    static MessageDigest sha1() {
        return digest("SHA-1");
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** For the S2K of secret keys, which hashes some 60 MB: with Bouncy Castle's digests a passphrase takes seconds. */
    static PGPDigestCalculatorProvider forPassphrases() {
        try {
            return new JcaPGPDigestCalculatorProviderBuilder().build();
        } catch (PGPException e) {
            throw new IllegalStateException("every Java platform has digests", e);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
