package dev.lifeboat.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.IssuerFingerprint;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** A signature of version 4 over a canonical text (RFC 4880, 5.2.1, type 0x01) that names its signer's fingerprint. */
final class TextSignature {
    private static final Map<Integer, String> HASHES = Map.of(
            HashAlgorithmTags.SHA256, "SHA256",
            HashAlgorithmTags.SHA384, "SHA384",
            HashAlgorithmTags.SHA512, "SHA512");

    private final PGPSignature signature;
    private final String armored;
    private final KeyFingerprint signer;

    private TextSignature(PGPSignature signature, String armored, KeyFingerprint signer) {
        this.signature = signature;
        this.armored = armored;
        this.signer = signer;
    }

    static TextSignature make(String text, SigningKey key) {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(key.publicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    key.publicKey());
            generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, key.privateKey());
            PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
            facts.setIssuerFingerprint(false, key.publicKey());
            facts.setSignatureCreationTime(false, Date.from(Instant.now()));
            generator.setHashedSubpackets(facts.generate());
            generator.update(signed(text));
            PGPSignature signature = generator.generate();
            return new TextSignature(signature, Armor.SIGNATURE.encode(signature.getEncoded()), key.fingerprint());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("key %s could not sign".formatted(key.fingerprint()), e);
        }
    }

    /** One armored signature packet and nothing else; empty if it is not of this kind. */
    static Optional<TextSignature> parse(String armored) {
        return Armor.SIGNATURE
                .decode(armored)
                .flatMap(TextSignature::packet)
                .filter(TextSignature::isOfThisKind)
                .flatMap(signature -> signer(signature).map(signer -> new TextSignature(signature, armored, signer)));
    }

    private static Optional<PGPSignature> packet(byte[] encoded) {
        try (BCPGInputStream in = new BCPGInputStream(new ByteArrayInputStream(encoded))) {
            if (in.nextPacketTag() != Packets.SIGNATURE) {
                return Optional.empty();
            }
            PGPSignature signature = new PGPSignature(in);
            return in.read() < 0 ? Optional.of(signature) : Optional.empty();
        } catch (IOException | PGPException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfThisKind(PGPSignature signature) {
        return signature.getVersion() == 4
                && signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT
                && HASHES.containsKey(signature.getHashAlgorithm())
                && signature.getHashedSubPackets().getCriticalTags().length == 0;
    }

    private static Optional<KeyFingerprint> signer(PGPSignature signature) {
        IssuerFingerprint issuer = signature.getHashedSubPackets().getIssuerFingerprint();
        return issuer == null || issuer.getKeyVersion() != 4
                ? Optional.empty()
                : Optional.of(KeyFingerprint.of(issuer.getFingerprint()));
    }

    /** What is signed of a text: its lines joined by CR LF, without the last line's end. */
    private static byte[] signed(String text) {
        return text.substring(0, text.length() - 1).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    String hashName() {
        return HASHES.getOrDefault(signature.getHashAlgorithm(), "");
    }

    String armored() {
        return armored;
    }

    /** Who says to have signed; believed only when {@link #verifies} says so. */
    KeyFingerprint signer() {
        return signer;
    }

    boolean verifies(String text, VerificationKey key) {
        if (!key.fingerprint().equals(signer)) {
            return false;
        }
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.key());
            signature.update(signed(text));
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }
}
