package dev.lifeboat.postgres.backup;

/** The steps of a backup, in their order; objects are copied while the schema is stored, and after it. */
public enum BackupStep {
    /** The relations to lock are known; none is locked yet. */
    LISTED,
    /** They are locked; there is no snapshot yet. */
    LOCKED,
    /** The snapshot is taken and no relation changed in between. */
    SNAPSHOT_TAKEN,
    /** Tables, their columns and shapes are known under the snapshot; nothing is stored yet. */
    INVENTORIED,
    /** A worker is about to lock the tables of its next object and to read them: reached once for each object. */
    COPYING,
    /** The schema archive and the globals are stored. */
    SCHEMA_STORED,
    /** Every row is stored. */
    ROWS_STORED,
    /** The shapes were read again; the manifest is next. */
    CHECKED;

    /** Is told when a step is reached, on the coordinator's thread or on a worker's. */
    @FunctionalInterface
    public interface Listener {
        /** Listens to nothing. */
        Listener NONE = step -> {};

        void reached(BackupStep step);

        /** Another run of the same backup is at work, and this one waits for it before its first step; told again and again. */
        default void waiting() {
            // most listeners need not know
        }
    }
}
