package dev.lifeboat.postgres.backup;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.GlobalsDump;
import dev.lifeboat.postgres.program.ProgramChoice;
import dev.lifeboat.postgres.program.RunningPrograms;
import dev.lifeboat.postgres.program.SchemaDump;
import dev.lifeboat.postgres.program.SchemaDumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Has pg_dump and pg_dumpall write the definitions. */
public final class ProgramDefinitions implements Definitions {
    /** Every server has it, unless somebody dropped it. */
    private static final String MAINTENANCE = "postgres";

    private final ProgramChoice choice;
    private final DatabaseAddress address;
    private final String encoding;
    private final RunningPrograms running = new RunningPrograms();

    /** @param encoding of the database */
    public ProgramDefinitions(ProgramChoice choice, DatabaseAddress address, String encoding) {
        this.choice = choice;
        this.address = address;
        this.encoding = encoding;
    }

    @Override
    public String version() {
        return choice.programs().version();
    }

    @Override
    public boolean matchesServer() {
        return choice.exact();
    }

    @Override
    public void writeSchema(String snapshot, Duration lockTimeout, boolean subscriptions, OutputStream to)
            throws IOException {
        SchemaDumpOptions options = new SchemaDumpOptions(snapshot, lockTimeout, subscriptions);
        new SchemaDump(choice.programs(), running).run(address, options, to);
    }

    @Override
    public void writeGlobals(boolean rolePasswords, OutputStream to) throws IOException {
        new GlobalsDump(choice.programs(), running).run(globalsAddress(), rolePasswords, to);
    }

    @Override
    public void cancel() {
        running.end();
    }

    /** The names of roles may hold characters that another encoding than UTF-8 does not have. */
    private DatabaseAddress globalsAddress() {
        return encoding.equals("UTF8") || encoding.equals("SQL_ASCII") ? address : address.withDatabase(MAINTENANCE);
    }
}
