package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.program.ArchiveEntry;
import dev.lifeboat.postgres.program.ArchiveList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the entries of an archive that make up a schema: what lies in it, itself, and its privileges and comments. */
final class SchemaContents {
    private static final Set<String> PROPERTIES = Set.of("ACL", "COMMENT", "SECURITY LABEL");

    private final ArchiveList list;
    private final Path archive;
    private final List<ArchiveEntry> all;

    /**
     * Of an archive.
     *
     * @param all its entries, with their dependencies
     */
    SchemaContents(ArchiveList list, Path archive, List<ArchiveEntry> all) {
        this.list = list;
        this.archive = archive;
        this.all = all;
    }

    /**
     * Dump ids of the entries, none if the archive does not know the schema.
     *
     * @param itself whether the schema and its properties are wanted, too
     */
    Set<Integer> of(String schema, boolean itself) throws IOException {
        Set<Integer> contents = list.inSchema(archive, schema).stream()
                .map(ArchiveEntry::dumpId)
                .collect(Collectors.toCollection(HashSet::new));
        String label = schema.replaceAll("[\r\n]", " ") + " ";
        Optional<ArchiveEntry> definition = definition("- " + label, contents);
        if (itself) {
            all.stream()
                    .filter(entry -> PROPERTIES.contains(entry.description()))
                    .filter(entry -> definition
                            .map(of -> entry.dependencies().contains(of.dumpId()))
                            .orElse(entry.name().startsWith("- SCHEMA " + label)))
                    .forEach(entry -> contents.add(entry.dumpId()));
            definition.ifPresent(entry -> contents.add(entry.dumpId()));
        }
        return contents;
    }

    /**
     * Not in every archive: each database has a schema public. One whose name goes on after a space begins alike, so the
     * contents tell; an empty one has the shortest text, for only its owner's name follows.
     */
    private Optional<ArchiveEntry> definition(String start, Set<Integer> contents) {
        Set<Integer> needed = all.stream()
                .filter(entry -> contents.contains(entry.dumpId()))
                .flatMap(entry -> entry.dependencies().stream())
                .collect(Collectors.toSet());
        return all.stream()
                .filter(entry ->
                        entry.description().equals("SCHEMA") && entry.name().startsWith(start))
                .filter(entry -> contents.isEmpty() || needed.contains(entry.dumpId()))
                .min(Comparator.comparingInt(entry -> entry.name().length()));
    }
}
