package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.AttemptRecord;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an attempt said of itself. */
sealed interface Announced {
    /**
     * A writer that may be at work.
     *
     * @param deadline by the store's clock: from when the announcement was stored, as long as the writer gave itself
     */
    record Until(AttemptRecord record, Instant deadline) implements Announced {}

    /** Written by a later version: nobody here knows what it means. */
    record NotOurs() implements Announced {}

    /** What attempts say of which some are wanted; one of which nothing can be believed said nothing. */
    static Map<AttemptName, Announced> read(Catalog catalog, Predicate<AttemptName> wanted) {
        Map<AttemptName, List<ObjectKey>> keys = new TreeMap<>();
        try (Stream<ObjectStatus> objects =
                catalog.store().list(catalog.layout().attemptsPrefix())) {
            objects.map(ObjectStatus::key)
                    .forEach(key -> catalog.layout()
                            .attemptAt(key.value())
                            .filter(wanted)
                            .ifPresent(name -> keys.computeIfAbsent(name, none -> new ArrayList<>())
                                    .add(key)));
        }
        Map<AttemptName, Announced> announced = new TreeMap<>();
        keys.forEach(
                (name, documents) -> read(catalog, name, documents).ifPresent(found -> announced.put(name, found)));
        return announced;
    }

    private static Optional<Announced> read(Catalog catalog, AttemptName name, List<ObjectKey> keys) {
        List<SignedDocument<AttemptRecord>> believed = new ArrayList<>();
        for (ObjectKey key : keys) {
            try {
                SignedDocument<AttemptRecord> document =
                        new SignedDocuments(catalog.store(), catalog.trust()).read(key, AttemptRecord.TYPE);
                if (document.content().name().equals(name)) {
                    believed.add(document);
                }
            } catch (LifeboatException e) {
                if (e.code() == ErrorCode.DOCUMENT_TOO_NEW) {
                    return Optional.of(new NotOurs());
                }
                if (e.code().category() != Category.INTEGRITY) {
                    throw e;
                }
            }
        }
        return until(believed);
    }

    private static Optional<Announced> until(List<SignedDocument<AttemptRecord>> believed) {
        Comparator<SignedDocument<AttemptRecord>> byDeadline =
                Comparator.comparing(document -> document.content().deadline());
        return believed.stream().max(byDeadline).map(last -> {
            Instant begun = believed.stream()
                    .map(SignedDocument::storedAt)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            AttemptRecord record = last.content();
            return new Until(record, begun.plus(Duration.between(record.started(), record.deadline())));
        });
    }
}
