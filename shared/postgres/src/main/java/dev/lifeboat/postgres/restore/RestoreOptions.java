package dev.lifeboat.postgres.restore;

/**
 * How a backup is restored.
 *
 * @param jobs how many tables or parts of tables are loaded at once, 1 or more
 * @param selection what of the backup
 * @param owners whether objects get their owners
 * @param privileges whether privileges are granted
 * @param subscriptions whether subscriptions are made; one that is may grab the source's replication slot
 * @param publications whether publications are made
 * @param intoExisting whether the target may hold something already
 */
public record RestoreOptions(
        int jobs,
        Selection selection,
        boolean owners,
        boolean privileges,
        boolean subscriptions,
        boolean publications,
        boolean intoExisting) {
    /** Everything, into an empty database, by two jobs. */
    public static final RestoreOptions DEFAULT =
            new RestoreOptions(2, Selection.EVERYTHING, true, true, true, true, false);

    public RestoreOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("%d jobs".formatted(jobs));
        }
    }
}
