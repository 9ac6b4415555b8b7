package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where the backups are. */
public final class StoreOption {
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

    @Option(
            names = "--store",
            required = true,
            paramLabel = "DIR",
            description = "Folder that keeps the backups, such as a mounted NAS.")
    private String store = "";

    /**
     * The folder that is the store.
     *
     * @throws LifeboatException USAGE if it is a URI
     */
    public Path directory() {
        if (URI.matcher(store).matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "--store names a %s store, and this version stores in directories"
                            .formatted(store.substring(0, store.indexOf(':'))),
                    "give the path of a folder, such as /srv/backups");
        }
        return Path.of(store);
    }
}
