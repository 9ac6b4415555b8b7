package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Certificates as an attacker would make them. */
public final class Forgery {
    private Forgery() {}

    /** A certificate into which somebody put the first subkey of another, as a key server or a mailer could. */
    public static Certificate withSubkeyOf(Certificate certificate, Certificate other) {
        PGPPublicKey subkey = StreamSupport.stream(ring(other).spliterator(), false)
                .filter(key -> !key.isMasterKey())
                .findFirst()
                .orElseThrow();
        return new Certificate(PGPPublicKeyRing.insertPublicKey(ring(certificate), subkey));
    }

    private static PGPPublicKeyRing ring(Certificate certificate) {
        try {
            byte[] bytes = Armor.PUBLIC_KEY.decode(certificate.armored()).orElseThrow();
            return new PGPPublicKeyRing(bytes, new BcKeyFingerprintCalculator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A certificate whose owner binds somebody else's key as a signing subkey, without that key's consent. */
    static Certificate claim(GeneratedKey thief, Certificate claimed) throws PGPException {
        PGPPublicKey victim = ring(claimed).getPublicKey();
        SigningKey key = signingKey(thief);
        PGPPublicKey subkey = new PGPPublicKey(
                new PublicSubkeyPacket(
                        PublicKeyPacket.VERSION_4,
                        victim.getAlgorithm(),
                        victim.getCreationTime(),
                        victim.getPublicKeyPacket().getKey()),
                new BcKeyFingerprintCalculator());
        PGPSignature binding =
                generator(key, PGPSignature.SUBKEY_BINDING).generateCertification(key.publicKey(), subkey);
        return new Certificate(
                new PGPPublicKeyRing(List.of(key.publicKey(), PGPPublicKey.addCertification(subkey, binding))));
    }

    /** The certificate once its only user id is revoked. */
    static Certificate withoutUserId(GeneratedKey key) throws PGPException {
        SigningKey own = signingKey(key);
        String userId = own.publicKey().getUserIDs().next();
        PGPSignature revocation =
                generator(own, PGPSignature.CERTIFICATION_REVOCATION).generateCertification(userId, own.publicKey());
        return new Certificate(
                new PGPPublicKeyRing(List.of(PGPPublicKey.addCertification(own.publicKey(), userId, revocation))));
    }

    private static SigningKey signingKey(GeneratedKey key) {
        return PrivateKeyFile.parse(key.secret(), "key")
                .unlock(new char[0])
                .signingKey(Instant.parse("2026-12-01T00:00:00Z"));
    }

    private static PGPSignatureGenerator generator(SigningKey key, int type) throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.publicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                key.publicKey());
        generator.init(type, key.privateKey());
        PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
        facts.setSignatureCreationTime(true, Date.from(Instant.now()));
        facts.setKeyFlags(true, KeyFlags.SIGN_DATA);
        generator.setHashedSubpackets(facts.generate());
        return generator;
    }
}
