package dev.lifeboat.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * PostgreSQL's client programs of one major version, as they are found on this machine: in the folders that the
 * environment variable {@value #FOLDERS} lists, where Debian and Red Hat put them, and on the PATH.
 *
 * @param major the major version that pg_dump says it is
 * @param folder where the programs lie
 */
public record PostgresPrograms(int major, Path folder) {
    /** Folders with client programs, or with a {@code bin} that has them, separated by colons. */
    public static final String FOLDERS = "LIFEBOAT_POSTGRES_PROGRAMS";

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int OLDEST = 15;
    private static final int NEWEST = 18;
    private static final SortedMap<Integer, PostgresPrograms> FOUND = find();

    /** The major versions that Lifeboat supports and that there are servers of: 15 to 18. */
    public static List<Integer> majors() {
        return IntStream.rangeClosed(OLDEST, NEWEST).boxed().toList();
    }

    /** The major versions that there are both servers and client programs of. */
    public static SortedSet<Integer> majorsAtHand() {
        SortedSet<Integer> majors = new TreeSet<>(majors());
        majors.retainAll(FOUND.keySet());
        return Collections.unmodifiableSortedSet(majors);
    }

    /** The programs of a major version, if they are here. */
    public static Optional<PostgresPrograms> of(int major) {
        return Optional.ofNullable(FOUND.get(major));
    }

    /**
     * The programs of a major version, or the test is skipped.
     *
     * @throws TestAbortedException if they are not here
     */
    public static PostgresPrograms required(int major) {
        return of(major)
                .orElseThrow(() -> new TestAbortedException(
                        ("there is no pg_dump of PostgreSQL %d here: install postgresql-client-%d, or name its"
                                        + " folder in %s")
                                .formatted(major, major, FOLDERS)));
    }

    /**
     * The psql of a major version, or else the newest here, which speaks to older and newer servers too.
     *
     * @throws TestAbortedException if there is none at all
     */
    public static Path psqlFor(int major) {
        if (FOUND.isEmpty()) {
            throw new TestAbortedException(
                    "there is no psql here: install postgresql-client, or name its folder in " + FOLDERS);
        }
        return of(major).orElseGet(() -> FOUND.get(FOUND.lastKey())).psql();
    }

    public Path pgDump() {
        return folder.resolve("pg_dump");
    }

    public Path pgDumpAll() {
        return folder.resolve("pg_dumpall");
    }

    public Path pgRestore() {
        return folder.resolve("pg_restore");
    }

    public Path psql() {
        return folder.resolve("psql");
    }

    private static SortedMap<Integer, PostgresPrograms> find() {
        SortedMap<Integer, PostgresPrograms> found = new TreeMap<>();
        Stream.of(named(), installed(), onPath())
                .flatMap(folders -> folders)
                .filter(folder -> Files.isExecutable(folder.resolve("pg_dump")))
                .flatMap(folder -> major(folder).stream().map(major -> new PostgresPrograms(major, folder)))
                .forEach(programs -> found.putIfAbsent(programs.major(), programs));
        return found;
    }

    private static Stream<Path> named() {
        return split(System.getenv().getOrDefault(FOLDERS, ""))
                .flatMap(folder -> Stream.of(folder, folder.resolve("bin")));
    }

    private static Stream<Path> installed() {
        return majors().stream()
                .flatMap(major -> Stream.of(
                        Path.of("/usr/lib/postgresql/%d/bin".formatted(major)),
                        Path.of("/usr/pgsql-%d/bin".formatted(major)),
                        Path.of("/opt/homebrew/opt/postgresql@%d/bin".formatted(major))));
    }

    private static Stream<Path> onPath() {
        return split(System.getenv().getOrDefault("PATH", ""));
    }

    private static Stream<Path> split(String folders) {
        return Stream.of(folders.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }

    private static Optional<Integer> major(Path folder) {
        Program.Result result =
                Program.at(folder.resolve("pg_dump"), "--version").run();
        Matcher version = VERSION.matcher(result.text());
        return result.exitCode() == 0 && version.find()
                ? Optional.of(Integer.valueOf(version.group(1)))
                : Optional.empty();
    }
}
