package dev.lifeboat.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, beside which this module lies. */
final class Checkout {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Checkout() {}

    static Path file(String first, String... more) {
        return ROOT.resolve(Path.of(first, more));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the modules that are functions. */
    static List<String> functions() {
        try (Stream<Path> folders = Files.list(file("functions"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a function's module is called in the template: {@code FreshnessCheck} for {@code freshness-check}. */
    static String logicalName(String function) {
        StringBuilder name = new StringBuilder();
        for (String word : function.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    /** The package that is deployed. */
    static Path jar(String function) {
        Path jar = file("functions", function, "target", "lifeboat-%s.jar".formatted(function));
        if (!Files.exists(jar)) {
            throw new AssertionError(
                    "%s is not there; build it first: scripts/maven -DskipTests package".formatted(jar));
        }
        return jar;
    }
}
