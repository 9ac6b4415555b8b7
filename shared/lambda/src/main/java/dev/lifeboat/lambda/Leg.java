package dev.lifeboat.lambda;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * One run of several that do together what is too long for one: each starts the next with the event that it was started with,
 * in which their number is counted. They end where one came to nothing, or where they are too many: a function must not start
 * itself for ever.
 *
 * @param event that started it, with the number
 * @param number of the run, from 1
 * @param until after this, nothing that takes long is begun
 */
public record Leg(Map<String, Object> event, int number, Instant until) {
    /**
     * How many runs there are at most. Lambda itself ends a chain of functions that start each other after about 16, unless it
     * is told otherwise.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html">Lambda recursive loop detection</a>
     */
    public static final int MOST = 12;

    private static final String NUMBER = "lifeboat-run";

    public Leg {
        event = Collections.unmodifiableMap(new HashMap<>(event)); // which may hold null, as JSON does
    }

    /**
     * As an event says.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it says that it is a run that there is not
     */
    public static Leg of(Map<String, Object> event, Instant until) {
        int number =
                event.containsKey(NUMBER) ? new Fields(event).number(NUMBER).orElse(0) : 1;
        if (number < 1 || number > MOST) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an event's %s is not a number from 1 to %d: nothing was done".formatted(NUMBER, MOST),
                    "see what starts this function; only it itself counts its runs");
        }
        return new Leg(event, number, until);
    }

    /**
     * The event that starts the next run.
     *
     * @param what is not done, for people, such as {@code copying backup ID}
     * @param done how many things this run did
     * @param left how many there still are to do
     * @throws LifeboatException DEADLINE_PASSED if there is to be no next run
     */
    public String next(String what, long done, long left) {
        if (done == 0) {
            throw ended("%s came to nothing in its run %d".formatted(what, number), left);
        }
        if (number == MOST) {
            throw ended("%s did not end in %d runs".formatted(what, MOST), left);
        }
        Map<String, Object> next = new HashMap<>(event);
        next.put(NUMBER, number + 1);
        return StrictJson.line(next);
    }

    private static LifeboatException ended(String how, long left) {
        return new LifeboatException(
                ErrorCode.DEADLINE_PASSED,
                "%s, and %d objects are left: it does not go on by itself".formatted(how, left),
                "what was done stays; go on where no time is set, with: lifeboat copy");
    }
}
