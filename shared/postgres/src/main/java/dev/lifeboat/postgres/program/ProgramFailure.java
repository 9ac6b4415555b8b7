package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;

/** What the end of a program means that should have ended well and in silence. */
final class ProgramFailure {
    private ProgramFailure() {}

    /**
     * Nothing where it did.
     *
     * @throws LifeboatException LOCK_REFUSED, PRIVILEGE_MISSING, or PROGRAM_FAILED for anything else
     */
    static void requireClean(ProgramOutcome outcome, String consequence) {
        if (outcome.isClean()) {
            return;
        }
        String text = outcome.toText() + ": " + consequence;
        if (says(outcome, "canceling statement due to") && says(outcome, "LOCK TABLE")) {
            throw new LifeboatException(
                    ErrorCode.LOCK_REFUSED,
                    text,
                    "repeat the command when whoever changes these tables has finished; see pg_locks and"
                            + " pg_stat_activity for who it is");
        }
        if (says(outcome, "permission denied for")) {
            throw new LifeboatException(
                    ErrorCode.PRIVILEGE_MISSING, text, "grant the role pg_read_all_data, or log in as another one");
        }
        throw new LifeboatException(ErrorCode.PROGRAM_FAILED, text, "mend what it names, and repeat the command");
    }

    private static boolean says(ProgramOutcome outcome, String words) {
        return outcome.errors().stream().anyMatch(line -> line.contains(words));
    }
}
