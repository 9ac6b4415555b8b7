package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.trust.SignedDocument;

/** A backup that was found, whose manifest was verified, and that the keys at hand open. */
public record RestoreSource(Manifest manifest, ObjectsList objects, BackupIndex index, BackupReader reader) {
    /**
     * Opens a backup.
     *
     * @throws dev.lifeboat.error.LifeboatException KEY_WRONG if the keys do not open it, or what is wrong with it
     */
    public static RestoreSource open(Catalog catalog, SignedDocument<Manifest> backup, PrivateKeys keys) {
        ObjectsList objects = ObjectsList.read(catalog.store(), backup.content());
        BackupSecrets secrets = catalog.secrets(backup, keys);
        BackupReader reader = catalog.open(objects, secrets);
        return new RestoreSource(backup.content(), objects, BackupIndex.read(catalog.store(), secrets), reader);
    }
}
