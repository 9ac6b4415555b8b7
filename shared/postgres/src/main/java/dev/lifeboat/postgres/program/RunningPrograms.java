package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that one piece of work has started, which another thread can end: one that waits for a lock writes nothing, and no
 * interrupt wakes whoever reads from it.
 */
public final class RunningPrograms {
    private final List<ProgramRun> started = new ArrayList<>();
    private boolean ended;

    /** Starts one that can be ended. */
    synchronized ProgramRun start(ProgramCommand command) {
        if (ended) {
            throw new LifeboatException(
                    ErrorCode.INTERRUPTED,
                    "the work was ended before %s was started: it is not complete".formatted(command.name()),
                    "repeat the command");
        }
        ProgramRun run = ProgramRun.start(command);
        started.add(run);
        return run;
    }

    /** Ends those that still run, and lets no other be started. */
    public synchronized void end() {
        ended = true;
        started.forEach(ProgramRun::close);
        started.clear();
    }
}
