package dev.lifeboat.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Runs what most commands need, so that the build can record which classes that takes: Java then starts from the cache that
 * it makes of them. Does nothing else, and shows nothing.
 */
final class Rehearsal {
    private static final String[][] SCENES = {
        {"--help"},
        {"help", "restore"},
        {"version", "--verbose"},
        {"version", "--output", "json"},
        {"versoin"},
        {"list", "--store=/nonexistent", "--source=shop", "--owner=" + "0".repeat(40)},
    };

    private Rehearsal() {}

    public static void main(String[] arguments) {
        for (String[] scene : SCENES) {
            new Cli(nowhere()).run(scene);
        }
    }

    private static Surroundings nowhere() {
        OutputStream out = OutputStream.nullOutputStream();
        Interruption interruption = new Interruption();
        return new Surroundings(
                Map.of(),
                InputStream.nullInputStream(),
                out,
                false,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                OptionalInt.empty(),
                Path.of("/nonexistent"),
                new TerminalPrompt(interruption),
                interruption);
    }
}
