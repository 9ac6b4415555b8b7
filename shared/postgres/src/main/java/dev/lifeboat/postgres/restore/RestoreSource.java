package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupReader;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;

/** A backup that was found, whose manifest was verified, and that the keys at hand open. */
public record RestoreSource(Manifest manifest, ObjectsList objects, BackupIndex index, BackupReader reader) {}
