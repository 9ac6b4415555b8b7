package dev.lifeboat.postgres.backup;

/** The steps of a backup, in their order. */
public enum BackupStep {
    /** The relations to lock are known; none is locked yet. */
    LISTED,
    /** They are locked; there is no snapshot yet. */
    LOCKED,
    /** The snapshot is taken and no relation changed in between. */
    SNAPSHOT_TAKEN,
    /** Tables, their columns and shapes are known under the snapshot; nothing is stored yet. */
    INVENTORIED,
    /** The schema archive and the globals are stored. */
    SCHEMA_STORED,
    /** Every row is stored. */
    ROWS_STORED,
    /** The shapes were read again; the manifest is next. */
    CHECKED;

    /** Is told when a step is reached, on the coordinator's thread or on the one that stores the schema. */
    @FunctionalInterface
    public interface Listener {
        /** Listens to nothing. */
        Listener NONE = step -> {};

        void reached(BackupStep step);
    }
}
