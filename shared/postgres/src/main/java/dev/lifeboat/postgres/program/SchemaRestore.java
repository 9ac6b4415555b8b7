package dev.lifeboat.postgres.program;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Restores sections of a schema archive, which has to be a file: pg_restore's jobs each read their part of it. */
public final class SchemaRestore {
    private final ProgramChoice choice;

    /**
     * @param choice the programs for the target's major version. Newer ones work with one job, whatever the options:
     *     every connection of theirs meets an error that means nothing, and pg_restore counts those of its jobs no more
     */
    public SchemaRestore(ProgramChoice choice) {
        this.choice = choice;
    }

    /**
     * Restores a section, on in spite of errors, and says how it went. Its exit code alone decides nothing: it is 1 for
     * what means nothing and for what is lost.
     *
     * @throws IOException where pg_restore's output cannot be read
     */
    public RestoreOutcome run(DatabaseAddress target, Path archive, SchemaRestoreOptions options) throws IOException {
        RestoreMessages messages = new RestoreMessages(options.section(), options.keepExisting());
        try (ProgramRun run = ProgramRun.start(command(target, archive, options), messages::accept)) {
            run.input().close();
            run.output().transferTo(OutputStream.nullOutputStream());
            return messages.outcome(run.await().exitCode());
        }
    }

    private ProgramCommand command(DatabaseAddress target, Path archive, SchemaRestoreOptions options) {
        List<String> arguments = new ArrayList<>(
                List.of("--verbose", "--section=" + options.section().word()));
        if (choice.exact() && options.jobs() > 1) {
            arguments.add("--jobs=" + options.jobs());
        }
        if (options.entries() != null) {
            arguments.add("--use-list=" + options.entries());
        }
        addUnless(options.owners(), "--no-owner", arguments);
        addUnless(options.privileges(), "--no-privileges", arguments);
        addUnless(options.subscriptions(), "--no-subscriptions", arguments);
        addUnless(options.publications(), "--no-publications", arguments);
        ProgramCommand command = ProgramCommand.connected(
                choice.programs().path(ClientProgram.PG_RESTORE), "--dbname", target, arguments);
        List<String> withFile = new ArrayList<>(command.arguments());
        withFile.add(archive.toString());
        ProgramCommand complete = new ProgramCommand(command.program(), withFile, command.variables());
        return options.indexMemory() == null
                ? complete
                : complete.withSetting("maintenance_work_mem", options.indexMemory() + "kB");
    }

    private static void addUnless(boolean wanted, String option, List<String> arguments) {
        if (!wanted) {
            arguments.add(option);
        }
    }
}
