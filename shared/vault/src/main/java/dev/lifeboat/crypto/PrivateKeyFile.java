package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A file of secret OpenPGP keys, still locked where a passphrase protects them: our own, or what {@code gpg
 * --export-secret-keys} gives, armored or binary, of any algorithm that Bouncy Castle knows.
 */
public final class PrivateKeyFile {
    private static final int MAX_BYTES = 1 << 20;

    private final String what;
    private final List<PGPSecretKeyRing> rings;

    private PrivateKeyFile(String what, List<PGPSecretKeyRing> rings) {
        this.what = what;
        this.rings = rings;
    }

    /**
     * Reads a file's content.
     *
     * @param what what is read, for errors: {@code private key file recipient.secret.asc}
     * @throws LifeboatException KEY_UNREADABLE if it holds no secret key
     */
    public static PrivateKeyFile parse(byte[] content, String what) {
        if (content.length > MAX_BYTES) {
            throw unreadable(what, "it is larger than 1 MiB", null);
        }
        try {
            List<PGPSecretKeyRing> rings = new ArrayList<>();
            new PGPSecretKeyRingCollection(
                            PGPUtil.getDecoderStream(new ByteArrayInputStream(content)),
                            new BcKeyFingerprintCalculator())
                    .forEach(rings::add);
            if (rings.isEmpty()) {
                throw unreadable(what, "it holds no secret key", null);
            }
            return new PrivateKeyFile(what, rings);
        } catch (IOException | PGPException | RuntimeException e) {
            throw e instanceof LifeboatException own ? own : unreadable(what, "it holds no OpenPGP secret key", e);
        }
    }

    /** Reads an armored file; see {@link #parse(byte[], String)}. */
    public static PrivateKeyFile parse(String armored, String what) {
        return parse(armored.getBytes(StandardCharsets.UTF_8), what);
    }

    private static LifeboatException unreadable(String what, String why, @Nullable Exception cause) {
        return new LifeboatException(
                ErrorCode.KEY_UNREADABLE,
                "%s cannot be read (%s): its key cannot be used".formatted(what, why),
                "export the private key again: gpg --armor --export-secret-keys <fingerprint>",
                cause);
    }

    /** Whose keys they are. */
    public List<Certificate> certificates() {
        return rings.stream().map(ring -> new Certificate(ring.toCertificate())).toList();
    }

    /** Whether unlocking needs a passphrase. */
    public boolean isProtected() {
        return present().anyMatch(PrivateKeyFile::isProtected);
    }

    private static boolean isProtected(PGPSecretKey key) {
        return key.getS2KUsage() != 0;
    }

    /** All keys but those that are elsewhere: on a card, or an offline primary that GnuPG wrote as a stub. */
    private Stream<PGPSecretKey> present() {
        return rings.stream()
                .flatMap(ring -> StreamSupport.stream(ring.spliterator(), false))
                .filter(key -> !key.isPrivateKeyEmpty());
    }

    /**
     * Unlocks every key of the file.
     *
     * @param passphrase ignored if the file needs none; the caller clears it
     * @throws LifeboatException PASSPHRASE_WRONG if it does not open them; KEY_UNREADABLE if no private key is in the
     *     file, only stubs of keys that are elsewhere
     */
    public PrivateKeys unlock(char[] passphrase) {
        if (present().findAny().isEmpty()) {
            throw unreadable(what, "its private keys are on a card or in another file", null);
        }
        List<PrivateKeys.Unlocked> unlocked = new ArrayList<>();
        for (PGPSecretKeyRing ring : rings) {
            Certificate certificate = new Certificate(ring.toCertificate());
            for (PGPSecretKey key : ring) {
                if (!key.isPrivateKeyEmpty()) {
                    unlocked.add(unlock(key, certificate, passphrase));
                }
            }
        }
        return new PrivateKeys(unlocked);
    }

    private PrivateKeys.Unlocked unlock(PGPSecretKey key, Certificate certificate, char[] passphrase) {
        PBESecretKeyDecryptor decryptor =
                new BcPBESecretKeyDecryptorBuilder(Digests.forPassphrases()).build(passphrase);
        try {
            return new PrivateKeys.Unlocked(key.extractPrivateKey(decryptor), key.getPublicKey(), certificate);
        } catch (PGPException | RuntimeException e) {
            throw isProtected(key) ? wrongPassphrase(e) : unreadable(what, "it is damaged", e);
        }
    }

    private LifeboatException wrongPassphrase(Exception cause) {
        return new LifeboatException(
                ErrorCode.PASSPHRASE_WRONG,
                "%s is not opened by the passphrase given: its key cannot be used".formatted(what),
                "give the passphrase that was set when the key was made; try it with: gpg --import",
                cause);
    }
}
