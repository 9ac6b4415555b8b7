package dev.lifeboat.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server's own temporary folder: {@code data}, {@code log}, and {@code tests}, which names the process that runs
 * the tests. A run of tests that was killed leaves its servers behind; the next one finds them by these folders.
 */
record ServerFolder(Path path) {
    private static final String PREFIX = "lifeboat-postgres-";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    static ServerFolder create(ServerUser user) throws IOException {
        Path path = Files.createTempDirectory(PREFIX);
        Files.writeString(
                path.resolve("tests"), Long.toString(ProcessHandle.current().pid()));
        ServerFolder folder = new ServerFolder(path);
        Files.createFile(folder.log());
        Files.createDirectory(folder.data(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        for (Path each : List.of(folder.data(), folder.log(), path)) {
            user.own(each);
        }
        return folder;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("log");
    }

    /** The servers' folders of runs that ended without removing them. */
    static List<ServerFolder> abandoned() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .map(ServerFolder::new)
                    .filter(ServerFolder::isAbandoned)
                    .toList();
        }
    }

    private boolean isAbandoned() {
        try {
            long tests = Long.parseLong(Files.readString(path.resolve("tests")).strip());
            return ProcessHandle.of(tests).isEmpty();
        } catch (IOException | NumberFormatException _) {
            return false; // another user's, or only just being made
        }
    }

    /** The server that runs in this folder, if one does. */
    Optional<ProcessHandle> postmaster() {
        try (Stream<String> lines = Files.lines(data().resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(process -> process.info()
                            .command()
                            .filter(command -> command.endsWith("/postgres"))
                            .isPresent());
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Copies a data folder while its server writes to it, which is why files may vanish meanwhile. */
    static void copyRunning(Path from, Path to, ServerUser user) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                copy(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().startsWith("postmaster.")) {
                    copy(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            private void copy(Path each) throws IOException {
                Path into = to.resolve(from.relativize(each));
                try {
                    if (!Files.isDirectory(into)) {
                        Files.copy(each, into, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                    user.own(into);
                } catch (NoSuchFileException _) {
                    // dropped by the server between listing and copying
                }
            }
        });
    }

    void delete() throws IOException {
        delete(path);
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
