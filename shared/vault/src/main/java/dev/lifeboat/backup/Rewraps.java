package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.IndexKey;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The records by which recipients who were added later open the backups of one source, written once and kept beside them. */
public final class Rewraps {
    private static final String KIND = "rewrap";
    private static final Pattern NAME = Pattern.compile(KIND + "-[0-9]{8}T[0-9]{6}Z-([0-9a-f]{16})\\.json\\.asc");

    private final Catalog catalog;
    private final SignedDocuments documents;

    public Rewraps(Catalog catalog) {
        this.catalog = catalog;
        documents = new SignedDocuments(catalog.store(), catalog.trust());
    }

    /** All records of a backup, in the order of their keys. */
    public List<ListedDocument<Rewrap>> of(SignedDocument<Manifest> backup) {
        return ListedDocument.below(
                catalog.store(),
                catalog.layout().recordPrefix(backup.content().id()),
                key -> NAME.matcher(key.name()).matches(),
                key -> read(key, backup));
    }

    /** Those that count, the oldest by the store's time first: a later one must not displace it. */
    public static List<SignedDocument<Rewrap>> standing(List<ListedDocument<Rewrap>> listed) {
        return ListedDocument.standing(listed).stream()
                .sorted(Comparator.comparing(SignedDocument::storedAt))
                .toList();
    }

    private SignedDocument<Rewrap> read(ObjectKey key, SignedDocument<Manifest> backup) {
        SignedDocument<Rewrap> document = documents.read(
                key,
                Rewrap.TYPE,
                new CopyRecords(catalog).times(backup.content().id()));
        Rewrap rewrap = document.content();
        if (!place(rewrap, key).equals(Optional.of(key))) {
            throw misplaced("record %s is that of backup %s at %s".formatted(key, rewrap.backup(), rewrap.at()));
        }
        if (!rewrap.manifest().equals(backup.sha256())) {
            throw misplaced("record %s is of another manifest than that of backup %s".formatted(key, rewrap.backup()));
        }
        if (!rewrap.attempts().equals(backup.content().attempts())) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MALFORMED,
                    "record %s holds the secrets of attempts %s, the manifest those of %s: it is not used"
                            .formatted(key, rewrap.attempts(), backup.content().attempts()),
                    "write another with: lifeboat keys rewrap " + rewrap.backup());
        }
        return document;
    }

    private static LifeboatException misplaced(String message) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MISPLACED, message + ": it is not used", "find out who put it there");
    }

    private Optional<ObjectKey> place(Rewrap rewrap, ObjectKey key) {
        Matcher name = NAME.matcher(key.name());
        return name.matches()
                ? Optional.of(catalog.layout().record(rewrap.backup(), KIND, rewrap.at(), new AttemptId(name.group(1))))
                : Optional.empty();
    }

    /**
     * Signs a record and stores it.
     *
     * @param at in whole milliseconds
     * @param keys the data secrets of the manifest's attempts
     * @param writer the program and version that writes it
     * @return where it lies
     */
    ObjectKey write(
            SignedDocument<Manifest> backup,
            List<AttemptKey> keys,
            IndexKey indexKey,
            Instant at,
            SigningKey signing,
            String writer) {
        Manifest manifest = backup.content();
        Rewrap rewrap = new Rewrap(
                Rewrap.FORMAT,
                List.of(),
                manifest.catalog(),
                manifest.source(),
                manifest.id(),
                manifest.attempt(),
                backup.sha256(),
                at,
                keys,
                indexKey,
                writer);
        ObjectKey key = catalog.layout().record(manifest.id(), KIND, at, AttemptId.random());
        SignedDocuments.createNew(catalog.store(), key, rewrap, signing, "it was left as it is");
        return key;
    }
}
