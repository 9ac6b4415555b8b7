package dev.lifeboat.crypto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The signatures that a primary key made over itself and its subkeys, each verified: Bouncy Castle's key rings hold
 * whatever somebody put into them.
 *
 * <p>Only what a signature itself protects is read from it (its hashed subpackets). One that uses SHA-1 or MD5, or marks
 * as critical what is not understood here, counts as if it were not there, unless it revokes.
 */
final class SelfSignatures {
    private static final Set<Integer> SOUND_HASHES = Set.of(
            HashAlgorithmTags.SHA224, HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.KEY_EXPIRE_TIME,
            SignatureSubpacketTags.KEY_FLAGS,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.EMBEDDED_SIGNATURE,
            SignatureSubpacketTags.PRIMARY_USER_ID,
            SignatureSubpacketTags.PREFERRED_SYM_ALGS,
            SignatureSubpacketTags.PREFERRED_HASH_ALGS,
            SignatureSubpacketTags.PREFERRED_COMP_ALGS,
            SignatureSubpacketTags.FEATURES);

    private final PGPPublicKey primary;

    SelfSignatures(PGPPublicKey primary) {
        this.primary = primary;
    }

    /** The newest signature by which the primary key certifies itself, alone or with a user id that is not revoked. */
    Optional<PGPSignature> certification() {
        Stream<PGPSignature> direct = signatures(primary.getSignaturesOfType(PGPSignature.DIRECT_KEY))
                .filter(SelfSignatures::counts)
                .filter(signature -> verifies(signature, primary, () -> signature.verifyCertification(primary)));
        Stream<PGPSignature> ofUserIds = stream(primary.getRawUserIDs()).flatMap(this::certificationsOf);
        return newest(Stream.concat(direct, ofUserIds));
    }

    private Stream<PGPSignature> certificationsOf(byte[] userId) {
        List<PGPSignature> verified = signatures(primary.getSignaturesForID(userId))
                .filter(signature -> verifies(signature, primary, () -> signature.verifyCertification(userId, primary)))
                .toList();
        boolean revoked = verified.stream()
                .anyMatch(signature -> signature.getSignatureType() == PGPSignature.CERTIFICATION_REVOCATION);
        return revoked
                ? Stream.empty()
                : verified.stream().filter(PGPSignature::isCertification).filter(SelfSignatures::counts);
    }

    /** Whether the primary key says that it is revoked. */
    boolean revoked() {
        return signatures(primary.getSignaturesOfType(PGPSignature.KEY_REVOCATION))
                .anyMatch(signature -> verifies(signature, primary, () -> signature.verifyCertification(primary)));
    }

    /** The newest signature by which the primary key binds a subkey. */
    Optional<PGPSignature> binding(PGPPublicKey subkey) {
        return newest(signatures(subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING))
                .filter(SelfSignatures::counts)
                .filter(signature ->
                        verifies(signature, primary, () -> signature.verifyCertification(primary, subkey))));
    }

    /** Whether the primary key says that a subkey is revoked. */
    boolean revoked(PGPPublicKey subkey) {
        return signatures(subkey.getSignaturesOfType(PGPSignature.SUBKEY_REVOCATION))
                .anyMatch(signature ->
                        verifies(signature, primary, () -> signature.verifyCertification(primary, subkey)));
    }

    /** Whether a signing subkey, within its binding, says that it belongs to this primary key. */
    boolean consents(PGPPublicKey subkey, PGPSignature binding) {
        return Stream.of(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())
                .flatMap(SelfSignatures::embedded)
                .filter(signature -> signature.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING)
                .filter(SelfSignatures::counts)
                .anyMatch(
                        signature -> verifies(signature, subkey, () -> signature.verifyCertification(primary, subkey)));
    }

    private static Stream<PGPSignature> embedded(PGPSignatureSubpacketVector subpackets) {
        try {
            return StreamSupport.stream(subpackets.getEmbeddedSignatures().spliterator(), false);
        } catch (PGPException e) {
            return Stream.empty();
        }
    }

    private static Stream<PGPSignature> signatures(Iterator<PGPSignature> iterator) {
        return stream(iterator);
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        Iterable<T> iterable = () -> iterator;
        return StreamSupport.stream(iterable.spliterator(), false);
    }

    private static Optional<PGPSignature> newest(Stream<PGPSignature> signatures) {
        return signatures.max(Comparator.comparing(PGPSignature::getCreationTime));
    }

    private static boolean counts(PGPSignature signature) {
        return signature.getVersion() == 4
                && SOUND_HASHES.contains(signature.getHashAlgorithm())
                && Arrays.stream(signature.getHashedSubPackets().getCriticalTags())
                        .allMatch(UNDERSTOOD::contains);
    }

    private interface Verification {
        boolean run() throws PGPException;
    }

    /** A signature that cannot even be checked is not valid. */
    private static boolean verifies(PGPSignature signature, PGPPublicKey signer, Verification verification) {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), signer);
            return verification.run();
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }
}
