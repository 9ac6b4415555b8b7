package dev.lifeboat.cli.option;

import dev.lifeboat.cli.present.Format;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command understands: how to present, and where the configuration file is. */
public final class GeneralOptions {
    private static final int LAST = 1000;

    @Option(
            names = "--output",
            order = LAST,
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How the result is written to standard output: text, or json for scripts.")
    private Format output = Format.TEXT;

    @Option(names = "--quiet", order = LAST + 1, description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--verbose", order = LAST + 2, description = "Say more in the text of the result.")
    private boolean verbose;

    @Option(
            names = "--debug",
            order = LAST + 3,
            description = "Print the stack trace of a failure, for a bug report; look it through for secrets first.")
    private boolean debug;

    @Option(
            names = "--config",
            order = LAST + 4,
            paramLabel = "FILE",
            description = {
                "Configuration file.",
                "Without it: ~/.config/lifeboat/lifeboat.conf, or else /etc/lifeboat/lifeboat.conf, if there."
            })
    private @Nullable Path config;

    @Option(
            names = {"-h", "--help"},
            order = LAST + 5,
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public Format output() {
        return output;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean debug() {
        return debug;
    }

    public @Nullable Path config() {
        return config;
    }

    public boolean help() {
        return help;
    }
}
