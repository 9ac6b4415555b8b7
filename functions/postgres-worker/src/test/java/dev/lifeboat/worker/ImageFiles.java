package dev.lifeboat.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Puts the files that the Dockerfile copies into the image to where it puts them, below another folder. */
record ImageFiles(Path folder) {
    private static final Path ROOT = Path.of("..", "..");
    private static final String COPY = "COPY --chmod=755 ";

    static ImageFiles copiedTo(Path folder) throws IOException {
        ImageFiles image = new ImageFiles(folder);
        List<String> lines = Files.readAllLines(ROOT.resolve("Dockerfile"));
        lines.stream()
                .filter(line -> line.startsWith("COPY "))
                .forEach(line -> image.copy(line.substring(COPY.length()).split(" ", -1)));
        return image;
    }

    /** What the image runs. */
    Path entry() {
        return folder.resolve("opt/lifeboat/entry");
    }

    private void copy(String... words) {
        String place = words[words.length - 1];
        Path to = folder.resolve(place.substring(1));
        for (String from : Arrays.copyOf(words, words.length - 1)) {
            Path source = ROOT.resolve(from);
            copy(source, Files.isDirectory(source) ? to : to.resolve(source.getFileName()));
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = file.equals(from) ? to : to.resolve(from.relativize(file));
                Files.createDirectories(target.resolveSibling("."));
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
                if (!target.toFile().setExecutable(true)) {
                    throw new IOException(target + " cannot be made executable");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
