package dev.lifeboat.postgres.backup;

/** One thing that a worker of a backup does. */
sealed interface BackupTask permits ObjectPlan, BackupTask.StoreDefinitions {
    /** Stores the schema archive and the globals. */
    record StoreDefinitions() implements BackupTask {}
}
