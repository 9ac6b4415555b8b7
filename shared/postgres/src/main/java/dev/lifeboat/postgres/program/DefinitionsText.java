package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What pg_dump says of a database besides rows, subscriptions and large objects, one definition at a time, the database's own
 * settings, privileges and comment among them. What differs from run to run, and the database's name, are left out. Each byte
 * is one character, whatever the database's encoding is.
 */
public final class DefinitionsText implements AutoCloseable {
    private static final Pattern OF_ONE_RUN =
            Pattern.compile("\\\\((un)?restrict|connect|encoding) .*|-- Dumped (from database|by pg_dump) version .*");
    private static final Pattern HEADING = Pattern.compile("-- Name: (.*)|-- PostgreSQL database dump complete");
    private static final String BEFORE_HEADING = "--";
    private static final String CONSEQUENCE = "the definitions are not compared";

    private final ProgramRun run;
    private final DatabaseName database;
    private final BufferedReader lines;
    private @Nullable String heading = "the database's beginning";

    private DefinitionsText(ProgramRun run, DatabaseName database) {
        this.run = run;
        this.database = database;
        lines = new BufferedReader(new InputStreamReader(run.output(), StandardCharsets.ISO_8859_1));
    }

    /**
     * Starts pg_dump.
     *
     * @param owners whether it says who owns what
     * @param privileges whether it says who may do what
     */
    public static DefinitionsText of(ProgramSet programs, DatabaseAddress address, boolean owners, boolean privileges) {
        List<String> arguments = new ArrayList<>(List.of("--schema-only", "--no-subscriptions", "--create"));
        if (!owners) {
            arguments.add("--no-owner");
        }
        if (!privileges) {
            arguments.add("--no-privileges");
        }
        ProgramRun run = ProgramRun.start(
                ProgramCommand.connected(programs.path(ClientProgram.PG_DUMP), "--dbname", address, arguments));
        return new DefinitionsText(run, new DatabaseName(address.database()));
    }

    /**
     * The next definition, empty at the end.
     *
     * @throws LifeboatException PROGRAM_FAILED if pg_dump's output breaks off
     */
    public Optional<Definition> next() {
        String name = heading;
        if (name == null) {
            return Optional.empty();
        }
        List<String> text = new ArrayList<>();
        Matcher next = HEADING.matcher("");
        String line = read();
        while (line != null && !next.reset(line).matches()) {
            if (!OF_ONE_RUN.matcher(line).matches()) {
                text.add(line);
            }
            line = read();
        }
        heading = line == null ? null : Objects.requireNonNullElse(next.group(1), "the end of the dump");
        if (heading != null && !text.isEmpty() && text.getLast().equals(BEFORE_HEADING)) {
            text.removeLast();
        }
        return Optional.of(Definition.of(name, text, database));
    }

    private @Nullable String read() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.PROGRAM_FAILED,
                    "the output of pg_dump broke off: " + CONSEQUENCE,
                    "look at the server's own log, and repeat the command",
                    e);
        }
    }

    /**
     * Makes sure that pg_dump has ended well.
     *
     * @throws LifeboatException PRIVILEGE_MISSING, LOCK_REFUSED or PROGRAM_FAILED if it has not
     */
    public void requireClean() {
        ProgramFailure.requireClean(run.await(), CONSEQUENCE);
    }

    @Override
    public void close() {
        run.close();
    }
}
