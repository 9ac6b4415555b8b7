package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.regex.Pattern;

/** What the end of a program means that should have ended well and in silence. */
final class ProgramFailure {
    /** What servers of different versions say of a snapshot whose session is gone. */
    private static final Pattern NO_SNAPSHOT = Pattern.compile(
            "invalid snapshot identifier|could not import the requested snapshot|snapshot \".+\" does not exist");

    private ProgramFailure() {}

    /**
     * Nothing where it did.
     *
     * @throws LifeboatException LOCK_REFUSED, PRIVILEGE_MISSING, SERVER_UNREACHABLE where the session is gone that holds the
     *     snapshot, or PROGRAM_FAILED for anything else
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
        if (outcome.errors().stream().anyMatch(line -> NO_SNAPSHOT.matcher(line).find())) {
            throw new LifeboatException(
                    ErrorCode.SERVER_UNREACHABLE,
                    text,
                    "the session that holds the backup's snapshot has ended: see the server's log for why; then repeat the"
                            + " command");
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
