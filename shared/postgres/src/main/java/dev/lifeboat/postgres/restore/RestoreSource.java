package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.crypto.PrivateKeys;

/** A backup that was found, whose manifest was verified, and that the keys at hand open. */
public record RestoreSource(Manifest manifest, ObjectsList objects, BackupIndex index, BackupReader reader) {
    /**
     * Opens a backup.
     *
     * @throws dev.lifeboat.error.LifeboatException KEY_WRONG if the keys do not open it, or what is wrong with it
     */
    public static RestoreSource open(Catalog catalog, Manifest manifest, PrivateKeys keys) {
        ObjectsList objects = ObjectsList.read(catalog.store(), manifest);
        BackupReader reader = catalog.open(manifest, objects, keys);
        return new RestoreSource(manifest, objects, BackupIndex.read(catalog.store(), manifest, keys), reader);
    }
}
