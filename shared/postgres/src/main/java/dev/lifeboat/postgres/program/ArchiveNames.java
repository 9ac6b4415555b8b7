package dev.lifeboat.postgres.program;

import dev.lifeboat.postgres.inventory.TableName;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names that the SQL of an archive's entries names: of roles and the like, and of the relations that it makes. The listing of an archive does not tell them: there, a name, its schema
 * and its owner are not told apart, and of a policy's or a privilege's roles nothing is said.
 */
public final class ArchiveNames {
    /** What a name is there for. */
    public enum Use {
        /** A role that owns an object. */
        OWNER,
        /** A role that grants a privilege or is granted one. */
        PRIVILEGE,
        /** {@link #ALL}, where everyone is granted a privilege or loses one. */
        PRIVILEGE_OF_ALL,
        /** A role that a row-level security policy is for. */
        POLICY,
        /** A role whose name at a foreign server is known. */
        USER_MAPPING,
        SUBSCRIPTION,
        PUBLICATION,
        /** Where a table or an index lies, other than the database itself. */
        TABLESPACE
    }

    /** How SQL calls everyone. */
    public static final String ALL = "PUBLIC";

    /** What pg_dump writes for everyone; no role can be called so. */
    private static final Set<String> EVERYONE = Set.of(ALL, "public");

    private static final String UNDECODABLE = "\uFFFD";

    private static final Set<String> QUALITIES = Set.of("FOREIGN", "MATERIALIZED", "UNIQUE", "UNLOGGED");

    private static final Set<String> RELATIONS = Set.of("SEQUENCE", "TABLE", "VIEW");

    private static final Set<String> INDEXED_CONSTRAINTS = Set.of("PRIMARY", "UNIQUE", "EXCLUDE");

    private final Map<Use, SortedSet<String>> names = new EnumMap<>(Use.class);
    private final SortedMap<TableName, String> relations = new TreeMap<>();

    private ArchiveNames() {}

    /**
     * Reads them.
     *
     * @param list file with the lines of the entries that are meant; empty for all
     * @throws IOException where pg_restore's output cannot be read
     * @throws dev.lifeboat.error.LifeboatException PROGRAM_FAILED where pg_restore cannot read the archive
     */
    public static ArchiveNames of(ProgramSet programs, Path archive, Optional<Path> list) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--file=-"));
        list.ifPresent(file -> arguments.add("--use-list=" + file));
        arguments.add(archive.toString());
        ProgramCommand command = new ProgramCommand(programs.path(ClientProgram.PG_RESTORE), arguments, Map.of());
        try (ProgramRun run = ProgramRun.start(command);
                Reader script = new InputStreamReader(run.output(), StandardCharsets.UTF_8)) {
            ArchiveNames names = of(script);
            ProgramFailure.requireClean(run.await(), "the schema's archive cannot be read");
            return names;
        }
    }

    /** Those of a script that pg_dump or pg_restore wrote. */
    static ArchiveNames of(Reader script) throws IOException {
        ArchiveNames names = new ArchiveNames();
        SqlWords.read(script, names::accept);
        return names;
    }

    /** The names of one use. */
    public SortedSet<String> of(Use use) {
        return names.getOrDefault(use, new TreeSet<>());
    }

    /** What each relation is that is made: a table, view, materialized view, foreign table, sequence or index. */
    public SortedMap<TableName, String> relations() {
        return Collections.unmodifiableSortedMap(relations);
    }

    private void accept(List<SqlWord> statement) {
        if (begins(statement, "CREATE")) {
            relation(statement);
        } else if (begins(statement, "ALTER", "TABLE")) {
            ofTable(statement);
        }
        if (begins(statement, "CREATE", "POLICY")) {
            policy(statement);
        } else if (begins(statement, "CREATE", "USER", "MAPPING", "FOR")) {
            add(Use.USER_MAPPING, statement, 4);
        } else if (begins(statement, "CREATE", "SUBSCRIPTION")) {
            add(Use.SUBSCRIPTION, statement, 2);
        } else if (begins(statement, "CREATE", "PUBLICATION")) {
            add(Use.PUBLICATION, statement, 2);
        } else if (begins(statement, "SET", "default_tablespace", "=")) {
            tablespace(statement);
        } else if (begins(statement, "SET", "SESSION", "AUTHORIZATION")) {
            add(Use.PRIVILEGE, statement, 3);
        } else if (begins(statement, "GRANT")
                || begins(statement, "REVOKE")
                || begins(statement, "ALTER", "DEFAULT", "PRIVILEGES")) {
            privilege(statement);
        } else if (begins(statement, "ALTER")) {
            owner(statement);
        }
    }

    private static boolean begins(List<SqlWord> statement, String... words) {
        if (statement.size() < words.length) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!statement.get(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** CREATE UNLOGGED TABLE s.t; of an index the name stands alone, for it lies where its table does. */
    private void relation(List<SqlWord> statement) {
        int at = 1;
        while (at < statement.size() && QUALITIES.stream().anyMatch(statement.get(at)::is)) {
            at++;
        }
        for (String kind : RELATIONS) {
            if (at < statement.size() && statement.get(at).is(kind)) {
                put(statement, at + 1, words(statement, 1, at + 1));
            }
        }
        if (at < statement.size() && statement.get(at).is("INDEX")) {
            int on = at + 2;
            int table = on + 1 < statement.size() && statement.get(on + 1).is("ONLY") ? on + 2 : on + 1;
            put(statement, table, statement.get(at + 1), "index");
        }
    }

    /** ALTER TABLE ONLY s.t ADD CONSTRAINT c PRIMARY KEY (...), or ... AS IDENTITY (SEQUENCE NAME s.q ...). */
    private void ofTable(List<SqlWord> statement) {
        int table = statement.size() > 2 && statement.get(2).is("ONLY") ? 3 : 2;
        for (int at = table + 3; at + 2 < statement.size(); at++) {
            if (statement.get(at).is("CONSTRAINT")
                    && INDEXED_CONSTRAINTS.stream().anyMatch(statement.get(at + 2)::is)) {
                put(statement, table, statement.get(at + 1), "index");
            } else if (statement.get(at).is("SEQUENCE") && statement.get(at + 1).is("NAME")) {
                put(statement, at + 2, "sequence");
            }
        }
    }

    private static String words(List<SqlWord> statement, int from, int to) {
        return statement.subList(from, to).stream()
                .map(SqlWord::text)
                .filter(word -> !word.equals("UNLOGGED"))
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }

    /** A name with its schema, at this position. */
    private void put(List<SqlWord> statement, int position, String kind) {
        if (position + 2 < statement.size()) {
            put(statement, position, statement.get(position + 2), kind);
        }
    }

    /** A name in the schema of the relation at this position. */
    private void put(List<SqlWord> statement, int position, SqlWord name, String kind) {
        if (position + 2 < statement.size() && statement.get(position + 1).is(".")) {
            String schema = statement.get(position).text();
            if (!schema.contains(UNDECODABLE) && !name.text().contains(UNDECODABLE)) {
                relations.put(new TableName(schema, name.text()), kind);
            }
        }
    }

    /** CREATE POLICY p ON t FOR SELECT TO a, b USING (...). */
    private void policy(List<SqlWord> statement) {
        boolean named = false;
        for (int i = 0; i + 1 < statement.size() && !statement.get(i).is("("); i++) {
            if (statement.get(i).is("TO") || (named && statement.get(i).is(","))) {
                named = true;
                add(Use.POLICY, statement, i + 1);
            }
        }
    }

    private void privilege(List<SqlWord> statement) {
        for (int i = 0; i + 1 < statement.size(); i++) {
            SqlWord word = statement.get(i);
            if (word.is("TO") || word.is("FROM") || word.is("ROLE")) {
                add(Use.PRIVILEGE, statement, i + 1);
            }
        }
    }

    /** SET default_tablespace = name; an empty string means the database's own. */
    private void tablespace(List<SqlWord> statement) {
        if (statement.size() > 3 && !statement.get(3).is(SqlWords.STRING)) {
            add(Use.TABLESPACE, statement, 3);
        }
    }

    private void owner(List<SqlWord> statement) {
        int last = statement.size() - 1;
        if (last >= 2
                && statement.get(last - 2).is("OWNER")
                && statement.get(last - 1).is("TO")) {
            add(Use.OWNER, statement, last);
        }
    }

    /** Only names that are text: of others nobody could say whether the target has them. */
    private void add(Use use, List<SqlWord> statement, int position) {
        if (position >= statement.size()) {
            return;
        }
        SqlWord name = statement.get(position);
        if (!name.quoted() && EVERYONE.contains(name.text())) {
            if (use == Use.PRIVILEGE) {
                put(Use.PRIVILEGE_OF_ALL, ALL);
            }
        } else if (!name.text().contains(UNDECODABLE)) {
            put(use, name.text());
        }
    }

    private void put(Use use, String name) {
        names.computeIfAbsent(use, any -> new TreeSet<>()).add(name);
    }
}
