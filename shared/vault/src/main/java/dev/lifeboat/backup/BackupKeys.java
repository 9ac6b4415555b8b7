package dev.lifeboat.backup;

import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.SigningKey;
import java.util.List;

/**
 * The keys that a writer of backups holds: public ones of those who read, its own to sign with. None of them opens rows.
 *
 * @param recipients who can open the backup, one or more
 * @param catalogKeys open indexes, not rows
 * @param signing of the role backup
 */
public record BackupKeys(List<EncryptionKey> recipients, List<EncryptionKey> catalogKeys, SigningKey signing) {
    public BackupKeys {
        recipients = List.copyOf(recipients);
        catalogKeys = List.copyOf(catalogKeys);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a backup that nobody can open");
        }
    }

    Readers readers() {
        return new Readers(recipients, catalogKeys);
    }
}
