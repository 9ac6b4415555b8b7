package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.jspecify.annotations.Nullable;

/**
 * A public OpenPGP key of version 4 with its subkeys, as {@code gpg --export} gives it.
 *
 * <p>Reading one believes nothing of what it says; what may be encrypted to and what may sign is checked when it is asked
 * for.
 */
public final class Certificate {
    /** A key that expires sooner than this alerts. */
    public static final Duration SOON = Duration.ofDays(60);

    private static final int MAX_BYTES = 1 << 20;

    private final PGPPublicKeyRing ring;

    Certificate(PGPPublicKeyRing ring) {
        this.ring = ring;
    }

    /**
     * Reads one certificate, armored or binary.
     *
     * @param what what is read, for errors: {@code certificate recipient.asc}
     * @throws LifeboatException KEY_UNREADABLE if it is not exactly one certificate of version 4
     */
    public static Certificate parse(byte[] content, String what) {
        if (content.length > MAX_BYTES) {
            throw unreadable(what, "it is larger than 1 MiB", null);
        }
        try {
            PGPPublicKeyRing ring = onlyRing(content, what);
            if (ring.getPublicKey().getVersion() != 4) {
                throw unreadable(what, "it is not an OpenPGP key of version 4", null);
            }
            return new Certificate(ring);
        } catch (IOException | PGPException | RuntimeException e) {
            throw e instanceof LifeboatException own ? own : unreadable(what, "it is not an OpenPGP public key", e);
        }
    }

    private static PGPPublicKeyRing onlyRing(byte[] content, String what) throws IOException, PGPException {
        PGPPublicKeyRingCollection rings = new PGPPublicKeyRingCollection(
                PGPUtil.getDecoderStream(new ByteArrayInputStream(content)), new BcKeyFingerprintCalculator());
        if (rings.size() != 1) {
            throw unreadable(what, "it holds %d public keys, not one".formatted(rings.size()), null);
        }
        return rings.getKeyRings().next();
    }

    /** Reads one armored certificate; see {@link #parse(byte[], String)}. */
    public static Certificate parse(String armored, String what) {
        return parse(armored.getBytes(StandardCharsets.UTF_8), what);
    }

    private static LifeboatException unreadable(String what, String why, @Nullable Exception cause) {
        return new LifeboatException(
                ErrorCode.KEY_UNREADABLE,
                "%s cannot be read (%s): its key cannot be used".formatted(what, why),
                "export the public key again: gpg --armor --export <fingerprint>",
                cause);
    }

    /** The fingerprint of the primary key: what people compare and pin. */
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(ring.getPublicKey().getFingerprint());
    }

    /** The first user id, for people; anybody can write any name there. */
    public String userId() {
        Iterator<byte[]> ids = ring.getPublicKey().getRawUserIDs();
        return ids.hasNext()
                ? new String(ids.next(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?")
                : "(no user id)";
    }

    /** As {@code gpg --import} reads it. */
    public String armored() {
        try {
            return Armor.PUBLIC_KEY.encode(ring.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /** The keys that may be encrypted to at that instant: what a new trust file lists for a recipient. */
    public List<KeyFingerprint> encryptionKeys(Instant now) {
        return standings()
                .filter(standing -> standing.refusalToEncrypt(now).isEmpty())
                .map(Standing::fingerprint)
                .toList();
    }

    /** Whether any of its keys may sign at that instant. */
    public boolean maySign(Instant now) {
        return standings().anyMatch(standing -> standing.refusalToSign(now).isEmpty());
    }

    /** Judges one of the certificate's keys for encrypting to it at that instant. */
    public RecipientCheck recipient(KeyFingerprint key, Instant now) {
        Optional<Standing> found = standing(key);
        if (found.isEmpty()) {
            return new RecipientCheck.Unusable(key, "is not in its certificate");
        }
        Standing standing = found.get();
        Optional<String> refusal = standing.refusalToEncrypt(now);
        if (refusal.isPresent()) {
            return new RecipientCheck.Unusable(key, refusal.get());
        }
        EncryptionKey usable = new EncryptionKey(standing.key(), fingerprint(), standing.expires());
        return standing.expires()
                .filter(end -> end.isBefore(now.plus(SOON)))
                .<RecipientCheck>map(end -> new RecipientCheck.ExpiringSoon(usable, end))
                .orElseGet(() -> new RecipientCheck.Usable(usable));
    }

    /** Whether a key of that fingerprint, primary or subkey, is in here at all. */
    public boolean contains(KeyFingerprint key) {
        return find(key).isPresent();
    }

    /** Judges one of the certificate's keys for a signature that was stored at that instant. */
    public SignerCheck signer(KeyFingerprint key, Instant at) {
        Optional<Standing> standing = standing(key);
        if (standing.isEmpty()) {
            return new SignerCheck.Refused(key, "is not in its certificate");
        }
        return standing.get()
                .refusalToSign(at)
                .<SignerCheck>map(refusal -> new SignerCheck.Refused(key, refusal))
                .orElseGet(() -> new SignerCheck.Accepted(
                        new VerificationKey(standing.get().key(), fingerprint())));
    }

    private Stream<Standing> standings() {
        return StreamSupport.stream(ring.spliterator(), false).map(this::standing);
    }

    private Optional<Standing> standing(KeyFingerprint key) {
        return find(key).map(this::standing);
    }

    private Standing standing(PGPPublicKey key) {
        return key.isMasterKey() ? Standing.ofPrimary(key) : Standing.ofSubkey(ring.getPublicKey(), key);
    }

    private Optional<PGPPublicKey> find(KeyFingerprint key) {
        return StreamSupport.stream(ring.spliterator(), false)
                .filter(candidate ->
                        KeyFingerprint.of(candidate.getFingerprint()).equals(key))
                .findFirst();
    }
}
