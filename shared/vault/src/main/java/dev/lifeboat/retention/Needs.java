package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.AttemptRecord;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.SignedDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which backups need what which attempts stored. */
final class Needs {
    private final Catalog catalog;
    private final List<SignedDocument<Manifest>> manifests;

    private Needs(Catalog catalog, List<SignedDocument<Manifest>> manifests) {
        this.catalog = catalog;
        this.manifests = manifests;
    }

    /**
     * Reads every manifest.
     *
     * @throws LifeboatException why one is not believed: it may be that of a backup all the same, and nobody knows what that
     *     one needs
     */
    static Needs of(Catalog catalog) {
        List<SignedDocument<Manifest>> manifests = new ArrayList<>();
        for (Listed listed : catalog.list()) {
            switch (listed) {
                case Listed.Standing standing -> manifests.add(standing.document());
                case Listed.Refused refused -> throw notKnown(refused);
            }
        }
        return new Needs(catalog, manifests);
    }

    private static LifeboatException notKnown(Listed.Refused refused) {
        return new LifeboatException(
                refused.why().code(),
                "%s lies among the manifests and is not believed, so what its backup needs is not known: nothing was removed (%s)"
                        .formatted(refused.name(), refused.why().getMessage()),
                refused.why().hint(),
                refused.why());
    }

    /** The same without what is about to go. */
    Needs without(Predicate<SignedDocument<Manifest>> condemned) {
        return new Needs(catalog, manifests.stream().filter(condemned.negate()).toList());
    }

    /** The backup that an attempt made. */
    Optional<SignedDocument<Manifest>> madeBy(AttemptId attempt) {
        return manifests.stream()
                .filter(manifest -> manifest.content().attempt().equals(attempt))
                .findFirst();
    }

    /** The backups that need something of an attempt. */
    List<Manifest> of(AttemptId attempt) {
        return manifests.stream()
                .map(SignedDocument::content)
                .filter(manifest ->
                        manifest.keys().stream().map(AttemptKey::attempt).anyMatch(attempt::equals))
                .toList();
    }

    /** The objects of an attempt that backups name. */
    Set<ObjectKey> objects(AttemptId attempt) {
        Set<ObjectKey> needed = new HashSet<>();
        for (Manifest manifest : of(attempt)) {
            ObjectsList.read(catalog.store(), manifest).all().stream()
                    .filter(object -> object.attempt().equals(attempt))
                    .forEach(object -> needed.add(object.key()));
            if (manifest.attempt().equals(attempt)) {
                needed.add(catalog.layout().objectsList(manifest.id(), attempt));
                needed.add(catalog.layout().index(manifest.id(), attempt));
            }
        }
        return needed;
    }

    /** The backup on which a writer builds that is at work, if what it needs is of that attempt. */
    Optional<BackupId> base(AttemptRecord running, AttemptId attempt) {
        return running.base()
                .map(base -> base.id())
                .filter(id ->
                        of(attempt).stream().anyMatch(manifest -> manifest.id().equals(id)));
    }
}
