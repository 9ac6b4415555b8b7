package dev.lifeboat.cli.option;

import dev.lifeboat.crypto.PrivateKeys;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key that opens names and no row, for commands that can do without it. */
public final class CatalogKeyOption {
    @Option(
            names = "--catalog-key",
            paramLabel = "FILE",
            description =
                    "catalog.secret.asc of init, which opens the names in a backup and no row: list then names the"
                            + " source's database, and backup warns when another one is backed up than before.")
    private @Nullable Path file;

    /**
     * The key, if one was given.
     *
     * @throws dev.lifeboat.error.LifeboatException FILE_UNUSABLE, KEY_UNREADABLE, PASSPHRASE_MISSING or PASSPHRASE_WRONG
     */
    public Optional<PrivateKeys> open(Passphrases passphrases) {
        return Optional.ofNullable(file).map(passphrases::unlock);
    }
}
