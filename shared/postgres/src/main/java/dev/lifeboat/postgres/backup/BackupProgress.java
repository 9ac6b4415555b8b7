package dev.lifeboat.postgres.backup;

import dev.lifeboat.fingerprint.RowTally;

/** Is told how far a backup has come, from any thread. */
public interface BackupProgress {
    /** Cares for nothing. */
    BackupProgress NONE = new BackupProgress() {
        @Override
        public void planned(long estimatedBytes, int tables) {}

        @Override
        public void copied(RowTally rows) {}
    };

    /** What is ahead, about. */
    void planned(long estimatedBytes, int tables);

    /** More rows are on their way into the store. */
    void copied(RowTally rows);
}
