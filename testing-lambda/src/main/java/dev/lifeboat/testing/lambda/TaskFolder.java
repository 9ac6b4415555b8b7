package dev.lifeboat.testing.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A function's package as Lambda unpacks it, for a while. */
final class TaskFolder implements AutoCloseable {
    private final Path folder;

    TaskFolder(Path packaged) {
        try {
            folder = Files.createTempDirectory("lifeboat-function-");
            try (JarFile jar = new JarFile(packaged.toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    unpack(jar, entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be unpacked".formatted(packaged), e);
        }
    }

    private void unpack(JarFile jar, JarEntry entry) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("%s lies outside of the package".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
