package dev.lifeboat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What pg_dump says of a database, in a form in which two databases that hold the same are equal: the rows of a table
 * sorted, the database's own name replaced, and what differs from run to run left out. It says everything that pg_dump
 * does: schema, rows, sequences, large objects, and the database's own settings, privileges and comment.
 */
public final class NormalizedDump {
    private static final Pattern COPY = Pattern.compile("COPY .* FROM stdin;");
    private static final String END_OF_ROWS = "\\.";
    private static final Pattern OF_ONE_RUN =
            Pattern.compile("\\\\(un)?restrict .*|-- Dumped (from database|by pg_dump) version .*"
                    + "|\\\\(connect|encoding) .*|-- \\w* ?(Started|Completed) on .*");
    private static final Pattern OF_THE_DATABASE = Pattern.compile("-- Name: .*DATABASE.*|ALTER ROLE .* IN DATABASE .*"
            + "|(CREATE|ALTER|COMMENT ON|GRANT .* ON|REVOKE .* ON) DATABASE .*");
    private static final Pattern OF_A_ROLE = Pattern.compile("ALTER ROLE .* IN DATABASE .*");
    private static final int LINES_BEFORE = 4;
    private static final int WIDEST = 400;

    private final String what;
    private final List<String> lines;

    private NormalizedDump(String what, List<String> lines) {
        this.what = what;
        this.lines = lines;
    }

    /** Dumps a database with the pg_dump of its server's own major version, or skips the test where there is none. */
    public static NormalizedDump of(PostgresServer server, String database) {
        return of(server, database, PostgresPrograms.required(server.major()));
    }

    /**
     * Dumps a database with a given pg_dump, which may be newer than the server. Databases of servers of different
     * major versions are only comparable when one pg_dump dumped them.
     */
    public static NormalizedDump of(PostgresServer server, String database, PostgresPrograms programs) {
        return dump(server, database, programs, List.of());
    }

    /**
     * Dumps a database as an exported snapshot shows it.
     *
     * @throws AssertionError if a table cannot be locked within half a second
     */
    public static NormalizedDump atSnapshot(PostgresServer server, String database, String snapshot) {
        return dump(
                server,
                database,
                PostgresPrograms.required(server.major()),
                List.of("--snapshot=" + snapshot, "--lock-wait-timeout=500"));
    }

    /** Dumps one schema and what is in it. */
    public static NormalizedDump ofSchema(PostgresServer server, String database, String schema) {
        return dump(
                server,
                database,
                PostgresPrograms.required(server.major()),
                List.of("--schema=" + PostgresServer.quoted(schema)));
    }

    private static NormalizedDump dump(
            PostgresServer server, String database, PostgresPrograms programs, List<String> options) {
        try {
            Path file = Files.createTempFile("lifeboat-dump-", ".sql");
            try {
                Program.at(programs.pgDump(), "--create", "--file=" + file, "--dbname=" + server.uri(database))
                        .with(options.toArray(String[]::new))
                        .env(server.environment())
                        .within(Duration.ofMinutes(10))
                        .succeed();
                // a byte a character, so that each byte is compared whatever the database's encoding is
                String dump = Files.readString(file, StandardCharsets.ISO_8859_1);
                return new NormalizedDump("%s on %s".formatted(database, server), normalized(dump, database));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compares two databases by what pg_dump says of them.
     *
     * @throws AssertionError that shows the first difference
     */
    public static void assertSameDatabase(
            PostgresServer expectedServer, String expected, PostgresServer actualServer, String actual) {
        of(actualServer, actual).assertSameAs(of(expectedServer, expected));
    }

    /** Compares two databases of one server. */
    public static void assertSameDatabase(PostgresServer server, String expected, String actual) {
        assertSameDatabase(server, expected, server, actual);
    }

    /**
     * Compares this dump with the one that is expected.
     *
     * @throws AssertionError that shows the first difference
     */
    public void assertSameAs(NormalizedDump expected) {
        if (!lines.equals(expected.lines)) {
            throw new AssertionError(firstDifference(expected));
        }
    }

    /** The lines, each byte as one character. */
    public List<String> lines() {
        return lines;
    }

    private String firstDifference(NormalizedDump expected) {
        int same = 0;
        while (same < Math.min(lines.size(), expected.lines.size())
                && lines.get(same).equals(expected.lines.get(same))) {
            same++;
        }
        return ("%s is not like %s: its dump has %d lines where %d are expected, and differs from line %d on, in%n"
                        + "    %s%n%s%n  expected: %s%n  but is:   %s")
                .formatted(
                        what,
                        expected.what,
                        lines.size(),
                        expected.lines.size(),
                        same + 1,
                        readable(objectOf(same)),
                        before(same),
                        expected.line(same),
                        line(same));
    }

    private String objectOf(int line) {
        return IntStream.iterate(Math.min(line, lines.size() - 1), each -> each >= 0, each -> each - 1)
                .mapToObj(lines::get)
                .filter(text -> text.startsWith("-- Name: ")
                        || text.startsWith("-- Data for Name: ")
                        || COPY.matcher(text).matches())
                .findFirst()
                .orElse("the head of the dump");
    }

    private String before(int line) {
        return String.join(
                "%n".formatted(),
                IntStream.range(Math.max(0, line - LINES_BEFORE), line)
                        .mapToObj(each -> "            " + line(each))
                        .toList());
    }

    private String line(int index) {
        return index < lines.size() ? readable(lines.get(index)) : "(the end)";
    }

    private static String readable(String line) {
        String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.length() <= WIDEST
                ? text
                : text.substring(0, WIDEST) + "... (%d characters)".formatted(text.length());
    }

    private static List<String> normalized(String dump, String database) {
        DatabaseName name = new DatabaseName(database);
        List<String> schema = new ArrayList<>();
        Map<String, List<String>> rowsByTable = new TreeMap<>();
        Iterator<String> input = List.of(dump.split("\n", -1)).iterator();
        while (input.hasNext()) {
            String line = input.next();
            if (COPY.matcher(line).matches()) {
                schema.add(line);
                takeRows(input, rowsByTable.computeIfAbsent(line, _ -> new ArrayList<>()));
            } else if (!OF_ONE_RUN.matcher(line).matches()) {
                schema.add(name.replacedIn(line));
            }
        }
        return withRows(sortedByRole(schema), rowsByTable);
    }

    /** Settings of roles come in whatever order the server joins them in. */
    private static List<String> sortedByRole(List<String> schema) {
        List<String> sorted = new ArrayList<>();
        List<String> ofRoles = new ArrayList<>();
        for (String line : schema) {
            if (OF_A_ROLE.matcher(line).matches()) {
                ofRoles.add(line);
            } else {
                ofRoles.sort(null);
                sorted.addAll(ofRoles);
                ofRoles.clear();
                sorted.add(line);
            }
        }
        return sorted;
    }

    private static void takeRows(Iterator<String> input, List<String> rows) {
        while (input.hasNext()) {
            String row = input.next();
            if (row.equals(END_OF_ROWS)) {
                return;
            }
            rows.add(row);
        }
    }

    /**
     * A partitioned table whose rows are loaded through its root has a block of rows for each leaf, and which row lies
     * in which leaf may differ: so all of them stand in the first block.
     */
    private static List<String> withRows(List<String> schema, Map<String, List<String>> rowsByTable) {
        List<String> all = new ArrayList<>();
        for (String line : schema) {
            all.add(line);
            List<String> rows = rowsByTable.remove(line);
            if (rows != null) {
                rows.sort(null);
                all.addAll(rows);
                all.add(END_OF_ROWS);
            }
        }
        return all;
    }

    /** The name of the dumped database, as it stands in statements and comments. */
    private record DatabaseName(Pattern pattern) {
        DatabaseName(String name) {
            this(Pattern.compile("(?<=DATABASE |Name: )(%s|%s)(?=[ ;])"
                    .formatted(Pattern.quote(bytes(PostgresServer.quoted(name))), Pattern.quote(bytes(name)))));
        }

        private static String bytes(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        String replacedIn(String line) {
            if (!OF_THE_DATABASE.matcher(line).matches()) {
                return line;
            }
            Matcher matcher = pattern.matcher(line);
            return matcher.find() ? matcher.replaceFirst("<database>") : line;
        }
    }
}
