package dev.lifeboat.trust;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.Manifest.TrustReference;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.SignerCheck;
import dev.lifeboat.crypto.VerificationKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the owner of a source says: who may sign what, and who can read. */
public final class Trust {
    private static final String COPY_WITH_TIMES =
            "if the store was copied, copy it anew with its files' times: rsync -a, or cp -a; otherwise find out who wrote it";

    private final TrustFile file;
    private final String sha256;

    private Trust(TrustChain.Link newest) {
        this.file = newest.file();
        this.sha256 = newest.sha256();
    }

    /**
     * Reads the newest trust file of a source, and makes sure that it is the owner's and that no version is missing.
     *
     * @throws LifeboatException SOURCE_UNKNOWN, TRUST_MISSING, TRUST_OUTDATED, SIGNATURE_INVALID, SIGNER_UNTRUSTED,
     *     DOCUMENT_MISPLACED, DOCUMENT_MALFORMED or DOCUMENT_TOO_NEW if not
     */
    public static Trust load(ObjectStore store, SourceName source, TrustPin pin) {
        return new Trust(new TrustChain(store, source, pin).newest());
    }

    public SourceName source() {
        return file.source();
    }

    public CatalogId catalog() {
        return file.catalog();
    }

    public int version() {
        return file.version();
    }

    /** What a manifest says of the trust file that it was written under. */
    public TrustReference reference() {
        return new TrustReference(version(), sha256);
    }

    /** The newest trust file, for people who want to see or change it. */
    public TrustFile file() {
        return file;
    }

    /** The file that follows this one, with another content; publish it with {@link TrustFiles#publish}. */
    public TrustFile next(
            Instant issued,
            List<TrustedSigner> signers,
            List<TrustedRecipient> recipients,
            TrustedRecipient catalogKey) {
        return new TrustFile(
                TrustFile.FORMAT,
                List.of(),
                file.catalog(),
                file.source(),
                file.version() + 1,
                sha256,
                issued,
                file.owner(),
                signers,
                recipients,
                catalogKey);
    }

    /** The recipients' keys; one that must not be encrypted to now fails with RECIPIENT_UNUSABLE. */
    public Recipients recipients(Instant now) {
        return Recipients.of(file.recipients().stream()
                .flatMap(recipient -> recipient.checks(now).stream())
                .toList());
    }

    /** The catalog key, which reads indexes but no rows; it fails as {@link #recipients} does. */
    public Recipients catalogKey(Instant now) {
        return Recipients.of(file.catalogKey().checks(now));
    }

    /**
     * The key of a signer, if what it signed counts.
     *
     * @param roles of which the signer must have one
     * @param signer the key that made the signature, primary or subkey
     * @param storedAt when the store received the document: a signature's own time is whatever its maker says
     * @param what the document, for errors
     * @throws LifeboatException SIGNER_UNTRUSTED if it does not count, saying why
     */
    public VerificationKey signer(Set<Role> roles, KeyFingerprint signer, Instant storedAt, String what) {
        List<TrustedSigner> known = known(signer);
        if (known.isEmpty()) {
            throw untrusted(what, signer, "which version %d of the trust file does not list".formatted(file.version()));
        }
        List<TrustedSigner> fitting = known.stream()
                .filter(candidate -> roles.contains(candidate.role()))
                .toList();
        if (fitting.isEmpty()) {
            throw untrusted(what, signer, "which may sign as %s, not as %s".formatted(rolesOf(known), text(roles)));
        }
        TrustedSigner covering = fitting.stream()
                .filter(candidate -> candidate.covers(storedAt))
                .findFirst()
                .orElseThrow(() -> untrusted(what, signer, outside(fitting, storedAt), COPY_WITH_TIMES));
        return switch (covering.parsed().signer(signer, storedAt)) {
            case SignerCheck.Accepted accepted -> accepted.key();
            case SignerCheck.Refused refused -> throw untrusted(what, signer, "which " + refused.reason());
        };
    }

    /**
     * Makes sure, before anything is signed, that a signature made now would count.
     *
     * @throws LifeboatException KEY_WRONG if it would not
     */
    public void requireMaySign(Set<Role> roles, KeyFingerprint signer, Instant now) {
        boolean counts = file.signers().stream()
                .filter(candidate -> roles.contains(candidate.role()) && candidate.covers(now))
                .anyMatch(candidate -> candidate.parsed().signer(signer, now) instanceof SignerCheck.Accepted);
        if (!counts) {
            throw new LifeboatException(
                    ErrorCode.KEY_WRONG,
                    "signing key %s may not sign as %s now: nobody would believe what it signs, so nothing was done"
                            .formatted(described(signer), text(roles)),
                    "see which key may with: lifeboat keys show");
        }
    }

    /** A signer by the fingerprint that people compare, with its name and roles. */
    private String described(KeyFingerprint signer) {
        List<TrustedSigner> known = known(signer);
        return known.isEmpty()
                ? "%s (which version %d of the trust file does not list)".formatted(signer, file.version())
                : "%s (%s, which signs as %s)"
                        .formatted(
                                known.getFirst().fingerprint(),
                                known.getFirst().parsed().userId(),
                                rolesOf(known));
    }

    private List<TrustedSigner> known(KeyFingerprint signer) {
        return file.signers().stream()
                .filter(candidate -> candidate.parsed().contains(signer))
                .toList();
    }

    /**
     * Who reads by an encryption key: the fingerprint that people compare, and the name; empty if the newest trust file does
     * not list it.
     *
     * @param subkey fingerprint of the key, or its last 16 digits
     */
    public Optional<String> reader(String subkey) {
        return Stream.concat(file.recipients().stream(), Stream.of(file.catalogKey()))
                .filter(reader ->
                        reader.subkeys().stream().anyMatch(key -> key.value().endsWith(subkey)))
                .map(TrustedRecipient::described)
                .findFirst();
    }

    /**
     * Makes sure that some key may sign as one of these roles now.
     *
     * @throws LifeboatException KEY_MISSING if none may
     */
    public void requireSomeSigner(Set<Role> roles, Instant now) {
        if (!hasSigner(roles, now)) {
            throw new LifeboatException(
                    ErrorCode.KEY_MISSING,
                    "no key may sign as %s now: no backup can be made".formatted(text(roles)),
                    "let the owner add one, with: lifeboat keys add --role backup");
        }
    }

    /** Whether some key may sign as one of these roles now. */
    public boolean hasSigner(Set<Role> roles, Instant now) {
        return file.signers().stream()
                .anyMatch(candidate -> roles.contains(candidate.role())
                        && candidate.covers(now)
                        && candidate.parsed().maySign(now));
    }

    private static String rolesOf(List<TrustedSigner> signers) {
        return text(signers.stream().map(TrustedSigner::role).collect(Collectors.toSet()));
    }

    private static String text(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::text).collect(Collectors.joining(" or "));
    }

    private static String outside(List<TrustedSigner> signers, Instant storedAt) {
        return "and was stored at %s, but that key signs %s"
                .formatted(
                        storedAt,
                        signers.stream()
                                .map(signer -> "from %s until %s".formatted(signer.from(), signer.until()))
                                .collect(Collectors.joining(" or ")));
    }

    private static LifeboatException untrusted(String what, KeyFingerprint signer, String why) {
        return untrusted(
                what,
                signer,
                why,
                "find out who wrote it; if it is right, the owner can list the key in a new trust file");
    }

    private static LifeboatException untrusted(String what, KeyFingerprint signer, String why, String hint) {
        return new LifeboatException(
                ErrorCode.SIGNER_UNTRUSTED,
                "%s is signed by key %s, %s: it is not used".formatted(what, signer, why),
                hint);
    }
}
