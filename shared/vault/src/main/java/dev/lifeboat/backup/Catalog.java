package dev.lifeboat.backup;

import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import dev.lifeboat.trust.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The backups of one source, found by listing its prefixes; what is read from it was verified. */
public final class Catalog {
    static final DocumentType<Manifest> MANIFEST =
            new DocumentType<>(Manifest.class, Manifest.FORMAT, Manifest.MAX_BYTES, Role.BACKUP, Role.OPERATOR);

    /** So many of the newest manifests are named by the next one. */
    private static final int PREVIOUS = 3;

    /** How far an identifier may lie ahead of the instant at which the store received its manifest. */
    public static final Duration AHEAD = Duration.ofHours(24);

    private final ObjectStore store;
    private final Trust trust;
    private final SignedDocuments documents;
    private final Layout layout;
    private final CopyRecords copies;

    public Catalog(ObjectStore store, Trust trust) {
        this.store = store;
        this.trust = trust;
        documents = new SignedDocuments(store, trust);
        layout = new Layout(trust.source());
        copies = new CopyRecords(store, trust);
    }

    public ObjectStore store() {
        return store;
    }

    public Trust trust() {
        return trust;
    }

    public Layout layout() {
        return layout;
    }

    /** What lies among the manifests: a backup, or something that must not be believed. */
    public sealed interface Listed {
        /** A backup that stands. */
        record Standing(SignedDocument<Manifest> document) implements Listed {}

        /**
         * What must not be believed, and why.
         *
         * @param name its identifier, or its key if it has none
         */
        record Refused(String name, LifeboatException why) implements Listed {}
    }

    /** A manifest that is there, whether it can be believed or not. */
    private record Place(BackupId id, Instant storedAt) {
        /** An identifier from the future would stand before all others for ever; whoever made it is not obeyed. */
        boolean isPlausible() {
            return Catalog.isPlausible(id, storedAt);
        }
    }

    private static boolean isPlausible(BackupId id, Instant storedAt) {
        return !id.scheduled().isAfter(storedAt.plus(AHEAD));
    }

    /** Whether {@code latest} passes a backup over, since its identifier lies ahead of when it was stored. */
    public static boolean isPassedOver(SignedDocument<Manifest> backup) {
        return !isPlausible(backup.content().id(), backup.storedAt());
    }

    private List<Place> places() {
        try (Stream<ObjectStatus> objects = store.list(layout.manifestPrefix())) {
            return objects.flatMap(object ->
                            layout.manifestId(object.key()).map(id -> new Place(id, object.storedAt())).stream())
                    .sorted(Comparator.comparing(Place::id))
                    .toList();
        }
    }

    /** Identifiers of all manifests, oldest first, whether they can be believed or not. */
    public List<BackupId> ids() {
        return places().stream().map(Place::id).toList();
    }

    /**
     * What lies among the manifests and is none that this version knows. It is named and passed over: otherwise one object
     * that somebody puts there would keep everybody from making and restoring backups.
     */
    public List<ObjectKey> strays() {
        try (Stream<ObjectStatus> objects = store.list(layout.manifestPrefix())) {
            return objects.map(ObjectStatus::key)
                    .filter(key -> layout.manifestId(key).isEmpty())
                    .toList();
        }
    }

    /**
     * Documents of any kind that something was put over, as a store of versions can tell. They are read as they were, but
     * somebody tried to remove or replace them.
     */
    public List<ObjectKey> covered() {
        return Stream.of(
                        layout.trustPrefix(),
                        layout.manifestPrefix(),
                        layout.recordsPrefix(),
                        layout.attemptsPrefix(),
                        layout.condemnedPrefix(),
                        layout.alertsPrefix())
                .flatMap(prefix -> coveredBelow(prefix).stream())
                .toList();
    }

    /** The same of a backup's manifest and objects. */
    public List<ObjectKey> covered(Manifest manifest) {
        List<ObjectKey> covered = new ArrayList<>();
        store.status(layout.manifest(manifest.id()))
                .filter(ObjectStatus::covered)
                .ifPresent(object -> covered.add(object.key()));
        covered.addAll(coveredBelow(layout.objects(manifest.id(), manifest.attempt()) + "/"));
        return covered;
    }

    private List<ObjectKey> coveredBelow(String prefix) {
        try (Stream<ObjectStatus> objects = store.list(prefix)) {
            return objects.filter(ObjectStatus::covered).map(ObjectStatus::key).toList();
        }
    }

    /** All manifests, oldest first, and then what is none. */
    public List<Listed> list() {
        List<Listed> listed = new ArrayList<>();
        ids().forEach(id -> listed.add(look(id)));
        strays().forEach(key -> listed.add(new Listed.Refused(key.value(), stray(key))));
        return listed;
    }

    private Listed look(BackupId id) {
        try {
            return new Listed.Standing(read(id));
        } catch (LifeboatException e) {
            if (!e.code().isDisbelief() && e.code() != ErrorCode.STORE_DENIED) {
                throw e;
            }
            return new Listed.Refused(id.toString(), e);
        }
    }

    private static LifeboatException stray(ObjectKey key) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MISPLACED,
                "object %s lies among the manifests and is none that this version knows: it is passed over"
                        .formatted(key),
                "a later version may have made it; otherwise find out who stored it");
    }

    /**
     * The verified manifest of a backup.
     *
     * @throws LifeboatException BACKUP_UNKNOWN if there is none, or why it must not be believed
     */
    public SignedDocument<Manifest> read(BackupId id) {
        ObjectKey key = layout.manifest(id);
        try {
            SignedDocument<Manifest> manifest = documents.read(key, MANIFEST, copies.times(id));
            if (!manifest.content().id().equals(id)) {
                throw new LifeboatException(
                        ErrorCode.DOCUMENT_MISPLACED,
                        "manifest %s is that of backup %s: it is not used"
                                .formatted(key, manifest.content().id()),
                        "find out who moved it; use another backup");
            }
            requireTrust(manifest.content());
            return manifest;
        } catch (LifeboatException e) {
            if (e.code() == ErrorCode.OBJECT_MISSING) {
                throw unknown(id.toString());
            }
            throw e;
        }
    }

    /** A manifest written under a later trust file than the newest here: that one was taken away. */
    private void requireTrust(Manifest manifest) {
        if (manifest.trust().version() > trust.version()) {
            throw new LifeboatException(
                    ErrorCode.TRUST_OUTDATED,
                    "backup %s was made under version %d of the trust file, the newest here is %d: it is not used"
                            .formatted(manifest.id(), manifest.trust().version(), trust.version()),
                    "bring the missing trust files back from another copy of this store");
        }
    }

    /** The verified manifest of a backup that may not be there. */
    public Optional<SignedDocument<Manifest>> find(BackupId id) {
        return store.status(layout.manifest(id)).map(status -> read(id));
    }

    /**
     * The backup that a person means: {@code latest}, an identifier, or its beginning where only one has it.
     *
     * @throws LifeboatException BACKUP_UNKNOWN, BACKUP_AMBIGUOUS, or why its manifest must not be believed
     */
    public SignedDocument<Manifest> find(String text) {
        if (text.isBlank()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "'%s' names no backup: none was chosen".formatted(text),
                    "give an identifier, the beginning of one, or latest; see them with: lifeboat list");
        }
        if (text.equals("latest")) {
            return read(places().stream()
                    .filter(Place::isPlausible)
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> unknown(text))
                    .id());
        }
        List<BackupId> matching =
                ids().stream().filter(id -> id.toString().startsWith(text)).toList();
        return switch (matching.size()) {
            case 0 -> throw unknown(text);
            case 1 -> read(matching.getFirst());
            default ->
                throw new LifeboatException(
                        ErrorCode.BACKUP_AMBIGUOUS,
                        "'%s' begins the identifiers of %d backups, %s the first of them: none was chosen"
                                .formatted(text, matching.size(), matching.getFirst()),
                        "give more of the identifier; see them with: lifeboat list");
        };
    }

    private LifeboatException unknown(String text) {
        return new LifeboatException(
                ErrorCode.BACKUP_UNKNOWN,
                "there is no backup '%s' of source %s in %s: nothing was done"
                        .formatted(text, trust.source(), store.location()),
                "see the backups with: lifeboat list");
    }

    /**
     * Makes sure, before a backup is made, that no trust file was taken away since the newest backups: who believes an older
     * one encrypts to people who were retired, and makes what others refuse.
     *
     * @throws LifeboatException TRUST_OUTDATED if one of them was made under a later trust file than the newest here
     */
    public void requireNewestTrust() {
        places().reversed().stream().filter(Place::isPlausible).limit(PREVIOUS).forEach(place -> {
            try {
                read(place.id());
            } catch (LifeboatException e) {
                if (e.code() == ErrorCode.TRUST_OUTDATED) {
                    throw new LifeboatException(e.code(), e.getMessage() + ", and no backup was made", e.hint(), e);
                }
                if (!e.code().isDisbelief()) {
                    throw e;
                }
            }
        });
    }

    /** Objects in the store that no manifest names. */
    public record Leftover(long objects, long bytes) {
        private Leftover plus(Leftover other) {
            return new Leftover(objects + other.objects, bytes + other.bytes);
        }
    }

    /** What attempts at a backup that has no manifest have stored; nothing where there is one. */
    public Leftover leftOf(BackupId id) {
        if (store.status(layout.manifest(id)).isPresent()) {
            return new Leftover(0, 0);
        }
        return attemptsAt(id).stream()
                .map(attempt -> leftBelow(layout.objectsPrefix(attempt)))
                .reduce(new Leftover(0, 0), Leftover::plus);
    }

    private Set<AttemptName> attemptsAt(BackupId id) {
        try (Stream<ObjectStatus> announced = store.list(layout.attemptsPrefix())) {
            return announced
                    .flatMap(document -> layout.attemptAt(document.key().value()).stream())
                    .filter(attempt -> attempt.id().equals(id))
                    .collect(Collectors.toSet());
        }
    }

    private Leftover leftBelow(String prefix) {
        try (Stream<ObjectStatus> objects = store.list(prefix)) {
            return objects.map(object -> new Leftover(1, object.bytes())).reduce(new Leftover(0, 0), Leftover::plus);
        }
    }

    /** What the next backup of this source begins with. */
    public BackupPlan plan(BackupId id, List<Tier> tiers, String writer) {
        return new BackupPlan(trust.catalog(), trust.source(), id, tiers, previous(), trust.reference(), writer);
    }

    /** The newest manifests that can be believed: one that cannot must not keep the next backup from being made. */
    private List<BackupReference> previous() {
        List<BackupReference> previous = new ArrayList<>();
        for (Place place : places().reversed()) {
            if (previous.size() < PREVIOUS && place.isPlausible()) {
                believed(place.id())
                        .map(backup -> new BackupReference(place.id(), backup.sha256()))
                        .ifPresent(previous::add);
            }
        }
        return previous;
    }

    /** The manifest of a backup, if it is there and can be believed. */
    public Optional<SignedDocument<Manifest>> believed(BackupId id) {
        try {
            return Optional.of(read(id));
        } catch (LifeboatException e) {
            if (e.code().isDisbelief() || e.code() == ErrorCode.BACKUP_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A backup's secrets, which are opened with these keys when they are asked for. */
    public BackupSecrets secrets(SignedDocument<Manifest> backup, PrivateKeys keys) {
        return new BackupSecrets(backup, this, keys);
    }

    /** A backup's objects, opened with these secrets. */
    public BackupReader open(ObjectsList objects, BackupSecrets secrets) {
        return new BackupReader(store, objects, secrets);
    }
}
