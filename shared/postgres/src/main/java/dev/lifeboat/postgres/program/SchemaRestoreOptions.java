package dev.lifeboat.postgres.program;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a section of a schema archive is restored.
 *
 * @param jobs how many processes work at a time, at least 1
 * @param entries a file with the lines of the entries to restore, in their order, or null for all
 * @param owners whether objects get their owners, rather than all belong to the role that logs in
 * @param privileges whether GRANT and REVOKE are restored
 * @param subscriptions whether subscriptions are; one that is would take over the slot of the one that was dumped
 * @param publications whether publications are
 * @param indexMemory how many KiB each process may use to build an index, or null for as many as the server says
 * @param keepExisting whether types, functions and the like that the target has already are kept, rather than a failure
 */
public record SchemaRestoreOptions(
        Section section,
        int jobs,
        @Nullable Path entries,
        boolean owners,
        boolean privileges,
        boolean subscriptions,
        boolean publications,
        @Nullable Long indexMemory,
        boolean keepExisting) {
    public SchemaRestoreOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("%d jobs would restore nothing".formatted(jobs));
        }
    }

    /** Everything of a section but subscriptions and publications, one after another. */
    public static SchemaRestoreOptions of(Section section) {
        return new SchemaRestoreOptions(section, 1, null, true, true, false, false, null, false);
    }
}
