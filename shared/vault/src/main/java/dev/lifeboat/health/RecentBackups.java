package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.SignedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The backups of a source, newest first; each manifest is read when it is asked for, and once. */
final class RecentBackups {
    private final Catalog catalog;
    private final List<BackupId> ids;
    private final Map<BackupId, Optional<SignedDocument<Manifest>>> read = new HashMap<>();
    private final List<Listed.Refused> refused = new ArrayList<>();

    RecentBackups(Catalog catalog) {
        this.catalog = catalog;
        ids = catalog.ids().reversed();
    }

    /** Identifiers of all, newest first, whether they can be believed or not. */
    List<BackupId> ids() {
        return ids;
    }

    /** The newest one of all. */
    Optional<SignedDocument<Manifest>> newest() {
        return newest(id -> true, manifest -> true, 1).stream().findFirst();
    }

    /**
     * The newest that fit, at most so many.
     *
     * @param candidates whose manifests are read at all
     */
    List<SignedDocument<Manifest>> newest(Predicate<BackupId> candidates, Predicate<Manifest> fitting, int count) {
        return ids.stream()
                .filter(candidates)
                .flatMap(id -> read(id).stream())
                .filter(backup -> fitting.test(backup.content()))
                .limit(count)
                .toList();
    }

    /** What was met on the way and must not be believed. */
    List<Listed.Refused> refused() {
        return refused;
    }

    private Optional<SignedDocument<Manifest>> read(BackupId id) {
        Optional<SignedDocument<Manifest>> known = read.get(id);
        if (known == null) {
            known = look(id).filter(backup -> !Catalog.isPassedOver(backup));
            read.put(id, known);
        }
        return known;
    }

    private Optional<SignedDocument<Manifest>> look(BackupId id) {
        try {
            return Optional.of(catalog.read(id));
        } catch (LifeboatException e) {
            if (!e.code().isDisbelief()) {
                throw e;
            }
            refused.add(new Listed.Refused(id.toString(), e));
            return Optional.empty();
        }
    }
}
