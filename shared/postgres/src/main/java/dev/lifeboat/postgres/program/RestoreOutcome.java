package dev.lifeboat.postgres.program;

import java.util.List;

/** How a section was restored. */
public sealed interface RestoreOutcome permits RestoreOutcome.Restored, RestoreOutcome.Failed {
    /**
     * Every entry is there.
     *
     * @param benign messages that are known to mean nothing, each in the words of its meaning
     */
    record Restored(List<String> benign) implements RestoreOutcome {
        public Restored {
            benign = List.copyOf(benign);
        }
    }

    /**
     * Something is missing, or may be.
     *
     * @param failures what failed, by the names of objects; without rows, statements or the server's details
     */
    record Failed(List<String> failures) implements RestoreOutcome {
        public Failed {
            failures = List.copyOf(failures);
        }

        /** Whether nothing failed but for roles that the target does not have. */
        public boolean lacksOnlyRoles() {
            return failures.stream().allMatch(failure -> failure.matches("(?s).*role \".*\" does not exist.*"));
        }
    }
}
