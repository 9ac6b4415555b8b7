package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The client programs on this machine, by major version: in the folders named by {@value #VARIABLE}, on the PATH, and
 * where Debian, Red Hat and Homebrew put them; of two of one major version, the first in that order.
 */
public final class ClientPrograms {
    /** Folders with the programs, or with a {@code bin} that has them, separated by colons. */
    public static final String VARIABLE = "LIFEBOAT_POSTGRES_PROGRAMS";

    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ((\\d+)\\S*.*)");

    private final SortedMap<Integer, ProgramSet> sets;

    private ClientPrograms(SortedMap<Integer, ProgramSet> sets) {
        this.sets = sets;
    }

    /**
     * Looks for them, and asks each once for its version.
     *
     * @throws LifeboatException CONFIGURATION_INVALID where a folder that the variable names has no programs
     */
    public static ClientPrograms find(Map<String, String> environment) {
        SortedMap<Integer, ProgramSet> sets = new TreeMap<>();
        for (Path folder : ProgramFolders.named(environment)) {
            ProgramSet set = inOrUnder(folder).orElseThrow(() -> nothingIn(folder));
            sets.putIfAbsent(set.major(), set);
        }
        for (Path folder : ProgramFolders.others(environment)) {
            in(folder).ifPresent(set -> sets.putIfAbsent(set.major(), set));
        }
        return new ClientPrograms(sets);
    }

    /**
     * The programs of this major version, or the nearest newer ones.
     *
     * @throws LifeboatException PROGRAM_MISSING where there are only older ones, or none
     */
    public ProgramChoice forServer(int major) {
        return sets.tailMap(major).values().stream()
                .findFirst()
                .map(set -> new ProgramChoice(set, set.major() == major))
                .orElseThrow(() -> missing(major));
    }

    private LifeboatException missing(int major) {
        return new LifeboatException(
                ErrorCode.PROGRAM_MISSING,
                "pg_dump, pg_dumpall, pg_restore and psql of PostgreSQL %d or later are needed, found here: %s; without them schemas are neither dumped nor restored"
                        .formatted(major, sets.isEmpty() ? "none" : sets.keySet()),
                "apt-get install postgresql-client-%d, or name the folder that has them in %s"
                        .formatted(major, VARIABLE));
    }

    private static Optional<ProgramSet> inOrUnder(Path folder) {
        return Stream.of(folder, folder.resolve("bin"))
                .map(ClientPrograms::in)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ProgramSet> in(Path folder) {
        if (!ProgramFolders.isComplete(folder)) {
            return Optional.empty();
        }
        Matcher version = VERSION.matcher(versionText(folder.resolve(ClientProgram.PG_DUMP.fileName())));
        return version.find()
                ? Optional.of(new ProgramSet(Integer.parseInt(version.group(2)), version.group(1), folder))
                : Optional.empty();
    }

    private static String versionText(Path program) {
        ProgramCommand command = ProgramCommand.of(program, Map.of(), "--version");
        try (ProgramRun run = ProgramRun.start(command)) {
            return new String(run.output().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static LifeboatException nothingIn(Path folder) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s names %s, which does not hold pg_dump, pg_dumpall, pg_restore and psql: nothing was done"
                        .formatted(VARIABLE, folder),
                "name folders that hold the programs, or whose bin does, separated by colons");
    }
}
