package dev.lifeboat.backup;

import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is condemned in a source; only what the role retain says counts. */
public final class Condemnations {
    /** How long what is condemned stays at least: longer than any writer is under way between two looks. */
    public static final Duration NOTICE = Duration.ofDays(2);

    private final Catalog catalog;
    private final SignedDocuments documents;

    public Condemnations(Catalog catalog) {
        this.catalog = catalog;
        documents = new SignedDocuments(catalog.store(), catalog.trust());
    }

    /** The oldest condemnation of an attempt that counts. One that must not be believed is passed over. */
    public Optional<SignedDocument<Condemnation>> of(AttemptName attempt) {
        return keys(attempt).stream()
                .flatMap(key -> believed(key, attempt).stream())
                .min(Comparator.comparing(SignedDocument::storedAt));
    }

    /** The attempts for which there is a condemnation, whether it counts or not. */
    public Set<AttemptName> names() {
        Layout layout = catalog.layout();
        try (Stream<ObjectStatus> objects = catalog.store().list(layout.condemnedPrefix())) {
            return objects.flatMap(object -> layout.attemptAt(object.key().value()).stream())
                    .collect(Collectors.toSet());
        }
    }

    private List<ObjectKey> keys(AttemptName attempt) {
        try (Stream<ObjectStatus> objects =
                catalog.store().list(catalog.layout().condemnedPrefix(attempt))) {
            return objects.map(ObjectStatus::key).toList();
        }
    }

    /** Whoever cannot sign as retain must not be able to keep a backup from being made. */
    private Optional<SignedDocument<Condemnation>> believed(ObjectKey key, AttemptName attempt) {
        try {
            return Optional.of(documents.read(key, Condemnation.TYPE))
                    .filter(document -> document.content().name().equals(attempt));
        } catch (LifeboatException e) {
            if (e.code().category() == Category.INTEGRITY) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes sure that an attempt may still commit, or be built on.
     *
     * @throws LifeboatException ATTEMPT_CONDEMNED if not
     */
    public void requireNone(AttemptName attempt) {
        Optional<SignedDocument<Condemnation>> condemnation = of(attempt);
        if (condemnation.isPresent()) {
            throw new LifeboatException(
                    ErrorCode.ATTEMPT_CONDEMNED,
                    "attempt %s was condemned at %s, its objects may be removed: no backup was made"
                            .formatted(attempt, condemnation.get().storedAt()),
                    "repeat the backup; who condemned it took it for dead: see the clocks of both machines");
        }
    }

    /** Condemns an attempt. */
    public void condemn(AttemptName attempt, Optional<String> manifest, Instant at, SigningKey signing, String writer) {
        Condemnation condemnation = new Condemnation(
                Condemnation.FORMAT,
                List.of(),
                catalog.trust().catalog(),
                catalog.trust().source(),
                attempt.id(),
                attempt.attempt(),
                manifest,
                at,
                writer);
        ObjectKey key = catalog.layout().condemnation(attempt, at, AttemptId.random());
        SignedDocuments.createNew(catalog.store(), key, condemnation, signing, "it was left as it is");
    }
}
