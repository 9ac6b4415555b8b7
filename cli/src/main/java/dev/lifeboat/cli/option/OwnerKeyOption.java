package dev.lifeboat.cli.option;

import dev.lifeboat.crypto.SigningKey;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The private key that alone may change who is trusted. */
public final class OwnerKeyOption {
    @Option(
            names = "--owner-key",
            required = true,
            paramLabel = "FILE",
            description = "Private key of the owner, which signs the change: owner.secret.asc, which lies offline.")
    private Path file = Path.of("");

    /**
     * The key.
     *
     * @throws dev.lifeboat.error.LifeboatException FILE_UNUSABLE, KEY_UNREADABLE, PASSPHRASE_MISSING, PASSPHRASE_WRONG, or
     *     KEY_MISSING if none in the file may sign now
     */
    public SigningKey open(Passphrases passphrases, Instant now) {
        return passphrases.unlock(file).signingKey(now);
    }
}
