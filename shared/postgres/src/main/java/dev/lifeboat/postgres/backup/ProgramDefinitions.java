package dev.lifeboat.postgres.backup;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.GlobalsDump;
import dev.lifeboat.postgres.program.ProgramChoice;
import dev.lifeboat.postgres.program.SchemaDump;
import dev.lifeboat.postgres.program.SchemaDumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Has pg_dump and pg_dumpall write the definitions.
 *
 * @param encoding of the database
 */
public record ProgramDefinitions(ProgramChoice choice, DatabaseAddress address, String encoding)
        implements Definitions {
    /** Every server has it, unless somebody dropped it. */
    private static final String MAINTENANCE = "postgres";

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
        new SchemaDump(choice.programs()).run(address, new SchemaDumpOptions(snapshot, lockTimeout, subscriptions), to);
    }

    @Override
    public void writeGlobals(boolean rolePasswords, OutputStream to) throws IOException {
        new GlobalsDump(choice.programs()).run(globalsAddress(), rolePasswords, to);
    }

    /** The names of roles may hold characters that another encoding than UTF-8 does not have. */
    private DatabaseAddress globalsAddress() {
        return encoding.equals("UTF8") || encoding.equals("SQL_ASCII") ? address : address.withDatabase(MAINTENANCE);
    }
}
