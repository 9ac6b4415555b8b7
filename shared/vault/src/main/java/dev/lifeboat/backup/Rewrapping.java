package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.IndexKey;
import dev.lifeboat.backup.RewrapOutcome.Due;
import dev.lifeboat.backup.RewrapOutcome.Failed;
import dev.lifeboat.backup.RewrapOutcome.Open;
import dev.lifeboat.backup.RewrapOutcome.Rewrapped;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lets the recipients whom the newest trust file lists open backups that were made before they were listed. It writes
 * records beside the backups, and touches neither manifest nor object. A backup that it cannot do that for keeps no other
 * from it.
 */
public final class Rewrapping {
    private final Catalog catalog;
    private final Rewraps rewraps;
    private final Clock clock;
    private final Readers readers;

    /**
     * Prepares it for the recipients of now.
     *
     * @throws LifeboatException RECIPIENT_UNUSABLE if one of them must not be encrypted to, as no backup could be made then
     */
    public Rewrapping(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
        rewraps = new Rewraps(catalog);
        readers = Readers.of(catalog.trust(), clock.instant());
    }

    /**
     * Finds what {@link #run} would do, and writes nothing.
     *
     * @param keys to find out whether they open what is to be rewrapped
     */
    public List<RewrapOutcome> preview(
            List<SignedDocument<Manifest>> backups, Optional<PrivateKeys> keys, Progress progress) {
        return each(backups, progress, backup -> {
            List<EncryptionKey> lacking = lacking(backup);
            if (lacking.isEmpty()) {
                return new Open(backup.content().id());
            }
            keys.ifPresent(given -> wrap(backup, given));
            return new Due(backup.content().id(), lacking);
        });
    }

    /**
     * Writes a record for each backup that some of the recipients cannot open.
     *
     * @param keys a recipient's, who can
     * @param signing of the role operator
     * @param writer the program and version that writes
     * @throws LifeboatException KEY_WRONG if the signing key may not sign as operator now: nothing is written then
     */
    public List<RewrapOutcome> run(
            List<SignedDocument<Manifest>> backups,
            PrivateKeys keys,
            SigningKey signing,
            String writer,
            Progress progress) {
        catalog.trust().requireMaySign(Set.of(Role.OPERATOR), signing.fingerprint(), clock.instant());
        return each(backups, progress, backup -> {
            List<EncryptionKey> lacking = lacking(backup);
            if (lacking.isEmpty()) {
                return new Open(backup.content().id());
            }
            Wrapped wrapped = wrap(backup, keys);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            ObjectKey record = rewraps.write(backup, wrapped.keys(), wrapped.indexKey(), now, signing, writer);
            return new Rewrapped(backup.content().id(), lacking, record);
        });
    }

    private static List<RewrapOutcome> each(
            List<SignedDocument<Manifest>> backups,
            Progress progress,
            Function<SignedDocument<Manifest>, RewrapOutcome> what) {
        List<RewrapOutcome> outcomes = new ArrayList<>();
        try (Progress.Step step = progress.start("rewrapping keys", bytes(backups))) {
            for (SignedDocument<Manifest> backup : backups) {
                outcomes.add(orFailed(backup, what));
                step.advance(bytes(List.of(backup)), 0);
            }
        }
        return outcomes;
    }

    /** What is read of manifests: the secrets in them. */
    private static long bytes(List<SignedDocument<Manifest>> backups) {
        return backups.stream()
                .flatMap(backup -> backup.content().keys().stream())
                .mapToLong(key -> key.secret().length())
                .sum();
    }

    private static RewrapOutcome orFailed(
            SignedDocument<Manifest> backup, Function<SignedDocument<Manifest>, RewrapOutcome> what) {
        try {
            return what.apply(backup);
        } catch (LifeboatException e) {
            if (e.code() == ErrorCode.KEY_WRONG || e.code().category() == Category.INTEGRITY) {
                return new Failed(backup.content().id(), e);
            }
            throw e;
        }
    }

    /** The present recipients' keys, and catalog keys, that neither the manifest nor a record is encrypted to. */
    private List<EncryptionKey> lacking(SignedDocument<Manifest> backup) {
        List<WrappedSecrets> held = new ArrayList<>(List.of(backup.content()));
        Rewraps.standing(rewraps.of(backup)).forEach(rewrap -> held.add(rewrap.content()));
        return Stream.concat(
                        readers.recipients().stream().filter(key -> !opensAll(held, key.fingerprint())),
                        readers.catalogKeys().stream().filter(key -> !opensIndex(held, key.fingerprint())))
                .toList();
    }

    private static boolean opensAll(List<WrappedSecrets> held, KeyFingerprint key) {
        return held.stream().anyMatch(secrets -> secrets.opensRows(key)) && opensIndex(held, key);
    }

    private static boolean opensIndex(List<WrappedSecrets> held, KeyFingerprint key) {
        return held.stream().anyMatch(secrets -> secrets.opensIndex(key));
    }

    private record Wrapped(List<AttemptKey> keys, IndexKey indexKey) {}

    private Wrapped wrap(SignedDocument<Manifest> backup, PrivateKeys keys) {
        BackupSecrets secrets = catalog.secrets(backup, keys);
        List<AttemptKey> wrapped = secrets.data().entrySet().stream()
                .map(secret -> readers.wrap(secret.getKey(), secret.getValue()))
                .toList();
        IndexKey index = readers.wrapIndex(secrets.index());
        readers.requireFit(wrapped, index, "nothing was written");
        return new Wrapped(wrapped, index);
    }
}
