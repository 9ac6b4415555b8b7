package dev.lifeboat.trust;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One change of who is trusted, which becomes the next version of the trust file when the owner signs it. */
public final class TrustChange {
    /** By how much the store's clock may be behind ours without shutting out a signer's first documents. */
    static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

    private final Trust trust;
    private final Instant now;

    /** @param now rounded down to whole seconds */
    public TrustChange(Trust trust, Instant now) {
        this.trust = trust;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Lets a key sign for a role, from now on.
     *
     * @throws LifeboatException USAGE if it may already; KEY_MISSING if the certificate has no key that may sign
     */
    public TrustFile addSigner(Role role, Certificate certificate) {
        boolean listed = signers().stream()
                .anyMatch(signer -> signer.role() == role
                        && signer.fingerprint().equals(certificate.fingerprint())
                        && signer.covers(now));
        if (listed) {
            throw pointless("key %s signs for the role %s already".formatted(certificate.fingerprint(), role.text()));
        }
        if (!certificate.maySign(now)) {
            throw new LifeboatException(
                    ErrorCode.KEY_MISSING,
                    "certificate %s (%s) has no key that may sign: nothing was changed"
                            .formatted(certificate.fingerprint(), certificate.userId()),
                    "see why with: gpg --list-keys %s; extend its expiry, or use another key"
                            .formatted(certificate.fingerprint()));
        }
        List<TrustedSigner> signers = new ArrayList<>(signers());
        signers.add(TrustedSigner.since(now.minus(CLOCK_DIFFERENCE), role, certificate));
        return next(signers, trust.file().recipients());
    }

    /**
     * Lets a key read the backups that are made from now on; one that is listed already is listed with its certificate as it
     * is now.
     *
     * @throws LifeboatException RECIPIENT_UNUSABLE if the certificate has no key that may be encrypted to
     */
    public TrustFile addRecipient(Certificate certificate) {
        List<TrustedRecipient> recipients = new ArrayList<>(recipientsWithout(certificate.fingerprint()));
        recipients.add(TrustedRecipient.of(certificate, now));
        return next(signers(), recipients);
    }

    /**
     * Ends what a key may do. What it signed until now stays believed; what was encrypted to it, it can still read.
     *
     * @throws LifeboatException USAGE if no key of that fingerprint is listed, if it ended before, or if nobody could read any
     *     more
     */
    public TrustFile retire(KeyFingerprint key) {
        if (trust.file().catalogKey().fingerprint().equals(key)) {
            throw refused(
                    "key %s is the catalog key, without which no backup can be made".formatted(key),
                    "replace it rather than retire it");
        }
        List<TrustedSigner> signers =
                signers().stream().map(signer -> ended(signer, key)).toList();
        List<TrustedRecipient> recipients = recipientsWithout(key);
        if (signers.equals(signers()) && recipients.equals(trust.file().recipients())) {
            throw pointless("no key %s is in use".formatted(key));
        }
        if (recipients.isEmpty()) {
            throw refused(
                    "key %s is the only recipient: nobody could read the next backup".formatted(key),
                    "add another first, with: lifeboat keys add-recipient");
        }
        return next(signers, recipients);
    }

    private TrustedSigner ended(TrustedSigner signer, KeyFingerprint key) {
        return signer.fingerprint().equals(key) && signer.until().isAfter(now)
                ? new TrustedSigner(signer.role(), key, signer.certificate(), earlier(signer.from()), now)
                : signer;
    }

    /** A window has a length, even of a key that was listed in this very second. */
    private Instant earlier(Instant from) {
        return from.isBefore(now) ? from : now.minusSeconds(1);
    }

    private List<TrustedSigner> signers() {
        return trust.file().signers();
    }

    private List<TrustedRecipient> recipientsWithout(KeyFingerprint key) {
        return trust.file().recipients().stream()
                .filter(recipient -> !recipient.fingerprint().equals(key))
                .toList();
    }

    private TrustFile next(List<TrustedSigner> signers, List<TrustedRecipient> recipients) {
        return trust.next(now, signers, recipients, trust.file().catalogKey());
    }

    /**
     * Signs and stores the next trust file, and believes it.
     *
     * @throws LifeboatException KEY_WRONG if the key is not the owner's; OBJECT_EXISTS if the trust was changed meanwhile
     */
    public static Trust publish(ObjectStore store, TrustFile next, SigningKey owner) {
        TrustFiles.publish(store, next, owner);
        return Trust.load(
                store,
                next.source(),
                new TrustPin(owner.certificate().fingerprint(), next.version(), Optional.of(next.catalog())));
    }

    private static LifeboatException pointless(String message) {
        return refused(message, "see all keys with: lifeboat keys show");
    }

    private static LifeboatException refused(String message, String hint) {
        return new LifeboatException(ErrorCode.USAGE, message + ": nothing was changed", hint);
    }
}
