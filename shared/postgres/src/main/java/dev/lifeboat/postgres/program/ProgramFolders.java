package dev.lifeboat.postgres.program;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folders in which client programs may lie, those that somebody named first. */
final class ProgramFolders {
    private static final List<String> USUAL = List.of(
            "/usr/lib/postgresql/*/bin",
            "/usr/pgsql-*/bin",
            "/opt/homebrew/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql@*/bin",
            "/opt/homebrew/opt/libpq/bin",
            "/usr/local/opt/libpq/bin");

    private ProgramFolders() {}

    /** The folders that the variable names, each with its {@code bin}; in both the programs are looked for. */
    static List<Path> named(Map<String, String> environment) {
        return split(environment.getOrDefault(ClientPrograms.VARIABLE, ""));
    }

    static List<Path> others(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>(split(environment.getOrDefault("PATH", "")));
        USUAL.forEach(pattern -> folders.addAll(matching(pattern)));
        return folders;
    }

    /** Whether all the programs are there themselves; Debian's wrapper would choose a version by its own rules. */
    static boolean isComplete(Path folder) {
        return Arrays.stream(ClientProgram.values())
                .map(program -> folder.resolve(program.fileName()))
                .allMatch(file -> Files.isExecutable(file) && !isWrapper(file));
    }

    private static boolean isWrapper(Path file) {
        try {
            return file.toRealPath().endsWith("pg_wrapper");
        } catch (IOException e) {
            return true;
        }
    }

    private static List<Path> split(String list) {
        return Stream.of(list.split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The folders that exist for a pattern whose last folder but one may have a star. */
    private static List<Path> matching(String pattern) {
        int bin = pattern.lastIndexOf('/');
        int entry = pattern.lastIndexOf('/', bin - 1);
        Path parent = Path.of(pattern.substring(0, entry));
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, pattern.substring(entry + 1, bin))) {
            entries.forEach(each -> found.add(each.resolve("bin")));
        } catch (IOException e) {
            // a folder that cannot be listed offers nothing; what is missing in the end is said by name
            return List.of();
        }
        return found;
    }
}
