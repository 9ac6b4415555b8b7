package dev.lifeboat.postgres.program;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of an archive's table of contents, as {@code pg_restore --list} prints it.
 *
 * @param line the whole line, which {@code --use-list} takes back
 * @param dumpId its number within the archive
 * @param catalog OID of the catalog that describes it, or 0
 * @param object OID of the object, or 0
 * @param description such as {@code TABLE} or {@code FK CONSTRAINT}
 * @param name schema, name and owner as printed: with newlines replaced, and not to be taken apart
 * @param dependencies dump ids that it depends on, each once
 */
public record ArchiveEntry(
        String line,
        int dumpId,
        long catalog,
        long object,
        String description,
        String name,
        Set<Integer> dependencies) {
    private static final Pattern LINE = Pattern.compile("(\\d+); (\\d+) (\\d+) (.*)");

    /** Those of more than one word, longest first where one begins another. */
    private static final List<String> LONG_DESCRIPTIONS = List.of(
            "ACCESS METHOD",
            "BLOB METADATA",
            "CHECK CONSTRAINT",
            "DATABASE PROPERTIES",
            "DEFAULT ACL",
            "EVENT TRIGGER",
            "FK CONSTRAINT",
            "FOREIGN DATA WRAPPER",
            "FOREIGN TABLE",
            "INDEX ATTACH",
            "LARGE OBJECT",
            "MATERIALIZED VIEW DATA",
            "MATERIALIZED VIEW",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "PROCEDURAL LANGUAGE",
            "PUBLICATION TABLES IN SCHEMA",
            "PUBLICATION TABLE",
            "ROW SECURITY",
            "SECURITY LABEL",
            "SEQUENCE OWNED BY",
            "SEQUENCE SET",
            "SHELL TYPE",
            "STATISTICS DATA",
            "SUBSCRIPTION TABLE",
            "TABLE ATTACH",
            "TABLE DATA",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "TEXT SEARCH PARSER",
            "TEXT SEARCH TEMPLATE",
            "USER MAPPING");

    public ArchiveEntry {
        dependencies = Set.copyOf(dependencies);
    }

    static Optional<ArchiveEntry> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String rest = parts.group(4);
        String description = LONG_DESCRIPTIONS.stream()
                .filter(words -> rest.startsWith(words + " "))
                .findFirst()
                .orElseGet(() -> rest.split(" ", 2)[0]);
        return Optional.of(new ArchiveEntry(
                line,
                Integer.parseInt(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                description,
                rest.substring(description.length()).strip(),
                Set.of()));
    }

    ArchiveEntry withDependencies(Set<Integer> ids) {
        return new ArchiveEntry(line, dumpId, catalog, object, description, name, ids);
    }
}
