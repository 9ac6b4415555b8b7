package dev.lifeboat.postgres.selftest;

import dev.lifeboat.postgres.backup.BackupOptions;

/**
 * What is tested.
 *
 * @param backup how the backup is taken; as many jobs restore it
 * @param owners whether owners are restored and compared, which a role can that may be each of them
 * @param privileges whether privileges are restored and compared
 */
public record SelfTestOptions(BackupOptions backup, boolean owners, boolean privileges) {
    /** Everything. */
    public static final SelfTestOptions DEFAULT = new SelfTestOptions(BackupOptions.DEFAULT, true, true);
}
