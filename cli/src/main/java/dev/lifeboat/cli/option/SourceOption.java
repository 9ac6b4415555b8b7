package dev.lifeboat.cli.option;

import dev.lifeboat.backup.SourceName;
import picocli.CommandLine.Option;

/** Which protected system a command is about. */
public final class SourceOption {
    @Option(
            names = "--source",
            required = true,
            paramLabel = "NAME",
            description = "Name of the protected system in the store, such as shop.")
    private String source = "";

    /**
     * The source's name.
     *
     * @throws dev.lifeboat.error.LifeboatException USAGE if it is none
     */
    public SourceName name() {
        return new SourceName(source);
    }
}
