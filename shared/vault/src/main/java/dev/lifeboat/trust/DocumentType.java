package dev.lifeboat.trust;

import java.util.Set;

/**
 * One kind of signed JSON document.
 *
 * @param type the record that it is read into
 * @param format what its {@code format} field says, such as {@code lifeboat-manifest-1}
 * @param features what its {@code requires} field may list
 * @param maxBytes the most that one with its signature may take
 * @param signers who may sign it
 */
public record DocumentType<T extends SourceDocument>(
        Class<T> type, String format, Set<String> features, int maxBytes, Set<Role> signers) {
    public DocumentType {
        features = Set.copyOf(features);
        signers = Set.copyOf(signers);
    }

    /** A kind that needs no features yet. */
    public DocumentType(Class<T> type, String format, int maxBytes, Role... signers) {
        this(type, format, Set.of(), maxBytes, Set.of(signers));
    }
}
