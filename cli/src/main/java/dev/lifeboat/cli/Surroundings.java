package dev.lifeboat.cli;

import dev.lifeboat.cli.option.Prompt;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What lies around one run of the program.
 *
 * @param out standard output, whose failures can be seen
 * @param outIsTerminal whether standard output is a terminal, where bytes that are no text do harm
 * @param columns how wide the terminal is that standard error goes to; empty if it goes elsewhere
 * @param etc the system's configuration folder
 */
public record Surroundings(
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        boolean outIsTerminal,
        PrintStream err,
        OptionalInt columns,
        Path etc,
        Prompt prompt,
        Interruption interruption) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
