package dev.lifeboat.postgres.program;

import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What pg_dump says of a database besides rows, subscriptions and large objects, line by line, without what differs from run
 * to run. Each byte is one character, whatever the database's encoding is.
 */
public final class DefinitionsText implements AutoCloseable {
    private static final Pattern OF_ONE_RUN =
            Pattern.compile("\\\\(un)?restrict .*|-- Dumped (from database|by pg_dump) version .*");
    private static final String HEADING = "-- Name: ";

    private final ProgramRun run;
    private final BufferedReader lines;
    private String heading = "the database's beginning";

    private DefinitionsText(ProgramRun run) {
        this.run = run;
        lines = new BufferedReader(new InputStreamReader(run.output(), StandardCharsets.ISO_8859_1));
    }

    /** Starts pg_dump. */
    public static DefinitionsText of(ProgramSet programs, DatabaseAddress address) {
        return new DefinitionsText(ProgramRun.start(ProgramCommand.connected(
                programs.path(ClientProgram.PG_DUMP),
                "--dbname",
                address,
                List.of("--schema-only", "--no-subscriptions"))));
    }

    /** The next line, null at the end. */
    public @Nullable String next() {
        String line = read();
        while (line != null && OF_ONE_RUN.matcher(line).matches()) {
            line = read();
        }
        if (line != null && line.startsWith(HEADING)) {
            heading = line.substring(HEADING.length());
        }
        return line;
    }

    private @Nullable String read() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the output of pg_dump broke off", e);
        }
    }

    /** Which object the line just read belongs to, as pg_dump names it. */
    public String heading() {
        return heading;
    }

    /**
     * Makes sure that pg_dump has ended well.
     *
     * @throws dev.lifeboat.error.LifeboatException PRIVILEGE_MISSING, LOCK_REFUSED or PROGRAM_FAILED if it has not
     */
    public void requireClean() {
        ProgramFailure.requireClean(run.await(), "the definitions are not compared");
    }

    @Override
    public void close() {
        run.close();
    }
}
