package dev.lifeboat.trust;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.GeneratedKey;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes what a new source begins with: its catalog id, its keys and its first trust file. Nothing is stored or written
 * before {@link NewSource#publish}, so that whoever runs it can save the keys first.
 */
public final class SourceSetup {
    private static final char[] UNPROTECTED = {};

    private final SourceName source;
    private final Instant now;
    private final List<KeyFile> files = new ArrayList<>();
    private final List<TrustedSigner> signers = new ArrayList<>();
    private Optional<SigningKey> owner = Optional.empty();
    private Optional<Certificate> recipient = Optional.empty();

    /** @param now rounded down to whole seconds: keys are made as of then */
    public SourceSetup(SourceName source, Instant now) {
        this.source = source;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Makes the owner's key: {@code owner.secret.asc}, which belongs offline. */
    public SourceSetup newOwner(char[] passphrase) {
        GeneratedKey key = keys("owner").signing(requirePassphrase(passphrase, "owner"));
        addFiles("owner", key);
        return owner(PrivateKeyFile.parse(key.secret(), "new owner key")
                .unlock(passphrase)
                .signingKey(now));
    }

    /** Takes a key that exists, such as one of GnuPG's, as the owner's. */
    public SourceSetup owner(SigningKey key) {
        owner = Optional.of(key);
        return this;
    }

    /** Makes the recipient's key: {@code recipient.secret.asc}, which belongs offline. */
    public SourceSetup newRecipient(char[] passphrase) {
        GeneratedKey key = keys("recipient").recipient(requirePassphrase(passphrase, "recipient"));
        addFiles("recipient", key);
        return recipient(key.certificate());
    }

    /** Takes a certificate that exists, such as one of GnuPG's, as the recipient's. */
    public SourceSetup recipient(Certificate certificate) {
        recipient = Optional.of(certificate);
        return this;
    }

    /** Makes a role's signing key for a service: {@code backup.secret.asc}, without a passphrase. */
    public SourceSetup newSigner(Role role) {
        NewSigner signer = NewSigner.generate(source, role, now);
        files.addAll(signer.files());
        signers.add(TrustedSigner.since(now.minus(TrustChange.CLOCK_DIFFERENCE), role, signer.certificate()));
        return this;
    }

    /**
     * Makes the catalog key, without a passphrase, and the trust file.
     *
     * @throws LifeboatException USAGE if owner, recipient or a signer for backups was not chosen; RECIPIENT_UNUSABLE if the
     *     recipient's certificate has no key that may be encrypted to
     */
    public NewSource prepare() {
        SigningKey signing = owner.orElseThrow(() -> missing("an owner"));
        Certificate reading = recipient.orElseThrow(() -> missing("a recipient"));
        if (signers.stream().noneMatch(signer -> signer.role() == Role.BACKUP)) {
            throw missing("a signing key for backups");
        }
        GeneratedKey catalog = keys("catalog").recipient(UNPROTECTED);
        addFiles("catalog", catalog);
        TrustFile trust = TrustFile.first(
                CatalogId.random(),
                source,
                now,
                signing.certificate(),
                signers,
                List.of(TrustedRecipient.of(reading, now)),
                TrustedRecipient.of(catalog.certificate(), now));
        return new NewSource(trust, signing, files);
    }

    private KeyGeneration keys(String owner) {
        return new KeyGeneration("Lifeboat %s %s".formatted(source, owner), now);
    }

    private void addFiles(String name, GeneratedKey key) {
        files.addAll(KeyFile.both(name, key));
    }

    private static char[] requirePassphrase(char[] passphrase, String key) {
        if (passphrase.length == 0) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "the %s key needs a passphrase: it decides over every backup, and nothing was made".formatted(key),
                    "give one by prompt, environment or file");
        }
        return passphrase;
    }

    private LifeboatException missing(String what) {
        return new LifeboatException(
                ErrorCode.USAGE,
                "source %s needs %s: nothing was made".formatted(source, what),
                "let init make one, or name a key that exists");
    }
}
