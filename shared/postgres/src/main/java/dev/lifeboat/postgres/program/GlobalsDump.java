package dev.lifeboat.postgres.program;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Dumps what belongs to the whole server: roles, their memberships and settings, tablespaces, as SQL for psql. */
public final class GlobalsDump {
    private final ProgramSet programs;
    private final RunningPrograms running;

    public GlobalsDump(ProgramSet programs) {
        this(programs, new RunningPrograms());
    }

    /** @param running by which another thread can end it */
    public GlobalsDump(ProgramSet programs, RunningPrograms running) {
        this.programs = programs;
        this.running = running;
    }

    /**
     * Streams the SQL text and leaves the stream open. It is not bound to any snapshot.
     *
     * @param rolePasswords whether the passwords' hashes are in it, which needs a superuser
     * @throws IOException where the stream cannot be written
     * @throws LifeboatException PRIVILEGE_MISSING, or PROGRAM_FAILED where pg_dumpall said anything at all
     */
    public void run(DatabaseAddress address, boolean rolePasswords, OutputStream sql) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--globals-only"));
        if (!rolePasswords) {
            arguments.add("--no-role-passwords");
        }
        ProgramCommand command =
                ProgramCommand.connected(programs.path(ClientProgram.PG_DUMPALL), "--database", address, arguments);
        try (ProgramRun run = running.start(command)) {
            run.output().transferTo(sql);
            ProgramFailure.requireClean(run.await(), "roles and tablespaces are not backed up");
        }
    }
}
