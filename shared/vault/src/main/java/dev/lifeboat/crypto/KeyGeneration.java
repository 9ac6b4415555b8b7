package dev.lifeboat.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys: Ed25519, and Curve25519 to encrypt to, version 4, in the encodings that GnuPG 2.2 reads.
 *
 * @param userId for people: {@code Lifeboat shop recipient}
 * @param created whole seconds
 * @param validity after which the keys expire, empty if never: backups are read for years
 */
public record KeyGeneration(String userId, Instant created, Optional<Duration> validity) {
    /** The largest count of the iterated S2K: 65,011,712 bytes are hashed for one guess of a passphrase. */
    private static final int LARGEST_COUNT = 0xFF;

    /** Keys that never expire. */
    public KeyGeneration(String userId, Instant created) {
        this(userId, created, Optional.empty());
    }

    /**
     * A key that signs and certifies: an owner's, or a role's.
     *
     * @param passphrase protects the secret key; empty for none
     */
    public GeneratedKey signing(char[] passphrase) {
        return generate(KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA, false, passphrase);
    }

    /**
     * A key that is encrypted to, by a subkey: a recipient's, or the catalog key.
     *
     * @param passphrase protects the secret key; empty for none
     */
    public GeneratedKey recipient(char[] passphrase) {
        return generate(KeyFlags.CERTIFY_OTHER, true, passphrase);
    }

    private GeneratedKey generate(int primaryFlags, boolean withSubkey, char[] passphrase) {
        try {
            PGPKeyPair primary = ed25519();
            PGPKeyRingGenerator generator = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    primary,
                    userId,
                    digest(HashAlgorithmTags.SHA1),
                    primaryFacts(primaryFlags),
                    null,
                    new BcPGPContentSignerBuilder(primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    protection(passphrase));
            if (withSubkey) {
                generator.addSubKey(curve25519(), subkeyFacts(), null);
            }
            PGPSecretKeyRing ring = generator.generateSecretKeyRing();
            return new GeneratedKey(new Certificate(ring.toCertificate()), Armor.PRIVATE_KEY.encode(ring.getEncoded()));
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("a key could not be made", e);
        }
    }

    private PGPKeyPair ed25519() throws PGPException {
        AsymmetricCipherKeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(created));
    }

    private PGPKeyPair curve25519() throws PGPException {
        AsymmetricCipherKeyPairGenerator generator = new X25519KeyPairGenerator();
        generator.init(new X25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.ECDH,
                generator.generateKeyPair(),
                Date.from(created));
    }

    private PGPSignatureSubpacketVector primaryFacts(int flags) {
        PGPSignatureSubpacketGenerator facts = facts(flags);
        facts.setPreferredSymmetricAlgorithms(false, new int[] {SymmetricKeyAlgorithmTags.AES_256});
        facts.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
        facts.setPreferredCompressionAlgorithms(false, new int[] {CompressionAlgorithmTags.UNCOMPRESSED});
        facts.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
        return facts.generate();
    }

    private PGPSignatureSubpacketVector subkeyFacts() {
        return facts(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE).generate();
    }

    private PGPSignatureSubpacketGenerator facts(int flags) {
        PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
        facts.setSignatureCreationTime(true, Date.from(created));
        facts.setKeyFlags(true, flags);
        validity.ifPresent(duration -> facts.setKeyExpirationTime(true, duration.toSeconds()));
        return facts;
    }

    private static @Nullable PBESecretKeyEncryptor protection(char[] passphrase) throws PGPException {
        return passphrase.length == 0
                ? null
                : new BcPBESecretKeyEncryptorBuilder(
                                SymmetricKeyAlgorithmTags.AES_256, digest(HashAlgorithmTags.SHA256), LARGEST_COUNT)
                        .build(passphrase);
    }

    private static PGPDigestCalculator digest(int algorithm) throws PGPException {
        return Digests.forPassphrases().get(algorithm);
    }
}
