package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupReference;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.ServerEntry.Origin;
import dev.lifeboat.trust.SignedDocument;
import java.util.Comparator;
import java.util.Optional;

/** The database that a backup is of, as its index says. */
public record SourceDatabase(BackupId backup, String name, Origin origin) {
    /** What the index of a backup says, opened by a recipient's key or the catalog key. */
    public static SourceDatabase of(Catalog catalog, SignedDocument<Manifest> backup, PrivateKeys keys) {
        BackupIndex index = BackupIndex.read(catalog.store(), catalog.secrets(backup, keys));
        return new SourceDatabase(
                backup.content().id(), index.database().name(), index.server().origin());
    }

    /** A warning if a new backup is of another database than the one before it; a check that fails is one, too. */
    static Optional<String> change(Catalog catalog, Manifest made, PrivateKeys keys) {
        Optional<BackupId> before = made.previous().stream()
                .map(BackupReference::id)
                .max(Comparator.comparing(BackupId::scheduled).thenComparing(BackupId::toString));
        try {
            return before.flatMap(id ->
                    of(catalog, catalog.read(made.id()), keys).differenceFrom(of(catalog, catalog.read(id), keys)));
        } catch (LifeboatException e) {
            return Optional.of(
                    "whether this is the database of the backup before could not be found out: " + e.getMessage());
        }
    }

    /** A database that was renamed is the same one; without the server's identifier, the name decides. */
    Optional<String> differenceFrom(SourceDatabase before) {
        boolean known = origin.systemIdentifier().isPresent()
                && before.origin.systemIdentifier().isPresent();
        boolean same = known
                ? origin.systemIdentifier().equals(before.origin.systemIdentifier())
                        && origin.databaseOid() == before.origin.databaseOid()
                : name.equals(before.name);
        return same
                ? Optional.empty()
                : Optional.of(
                        "backup %s is of %s, but %s before it is of %s: a source is one database; unless that one was moved or upgraded, make another source for this one"
                                .formatted(backup, text(), before.backup, before.text()));
    }

    private String text() {
        return "database \"%s\" (OID %d of system %s)"
                .formatted(name, origin.databaseOid(), origin.systemIdentifier().orElse("unknown"));
    }
}
