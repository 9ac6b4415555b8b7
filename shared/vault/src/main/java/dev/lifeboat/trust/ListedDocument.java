package dev.lifeboat.trust;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What lies where a signed document should, which whoever can write into the store may have put there. */
public sealed interface ListedDocument<T extends SourceDocument> {
    ObjectKey key();

    /** One that counts. */
    record Standing<T extends SourceDocument>(SignedDocument<T> document) implements ListedDocument<T> {
        @Override
        public ObjectKey key() {
            return document.key();
        }
    }

    /** One that must not be believed, and why. */
    record Refused<T extends SourceDocument>(ObjectKey key, LifeboatException why) implements ListedDocument<T> {}

    /**
     * All below a prefix, in the order of their keys.
     *
     * @param wanted whether a key is named as such a document is; others are passed over
     * @param reading reads one
     * @throws LifeboatException why one could not be read, other than that it must not be believed
     */
    static <T extends SourceDocument> List<ListedDocument<T>> below(
            ObjectStore store,
            String prefix,
            Predicate<ObjectKey> wanted,
            Function<ObjectKey, SignedDocument<T>> reading) {
        try (Stream<ObjectStatus> objects = store.list(prefix)) {
            return objects.map(ObjectStatus::key)
                    .filter(wanted)
                    .map(key -> read(key, reading))
                    .toList();
        }
    }

    private static <T extends SourceDocument> ListedDocument<T> read(
            ObjectKey key, Function<ObjectKey, SignedDocument<T>> reading) {
        try {
            return new Standing<>(reading.apply(key));
        } catch (LifeboatException e) {
            if (e.code().isDisbelief()) {
                return new Refused<>(key, e);
            }
            throw e;
        }
    }

    /** Those that count. */
    static <T extends SourceDocument> List<SignedDocument<T>> standing(List<ListedDocument<T>> listed) {
        return listed.stream()
                .flatMap(one -> one instanceof Standing<T> standing ? Stream.of(standing.document()) : Stream.empty())
                .toList();
    }

    /** Those that must not be believed. */
    static <T extends SourceDocument> List<Refused<T>> refused(List<ListedDocument<T>> listed) {
        return listed.stream()
                .flatMap(one -> one instanceof Refused<T> refused ? Stream.of(refused) : Stream.empty())
                .toList();
    }
}
