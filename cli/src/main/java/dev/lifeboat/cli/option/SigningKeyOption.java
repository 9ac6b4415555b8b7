package dev.lifeboat.cli.option;

import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which private key signs what the command stores. */
public final class SigningKeyOption {
    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            description = "Private key that signs what is stored: backup.secret.asc of init for a backup,"
                    + " prove.secret.asc for the record of a proof, retain.secret.asc to tidy, copy.secret.asc to copy,"
                    + " operator.secret.asc to rewrap keys.")
    private @Nullable Path file;

    /**
     * The key, if one was given.
     *
     * @throws dev.lifeboat.error.LifeboatException FILE_UNUSABLE, KEY_UNREADABLE, PASSPHRASE_MISSING, PASSPHRASE_WRONG, or
     *     KEY_MISSING if none in the file may sign now
     */
    public Optional<SigningKey> open(Passphrases passphrases, Instant now) {
        return Optional.ofNullable(file).map(passphrases::unlock).map(keys -> keys.signingKey(now));
    }

    /** The error of a command that needs a backup's key, and was given none. */
    public static LifeboatException missing(String command) {
        return new LifeboatException(
                ErrorCode.USAGE,
                "'%s' needs --signing-key: nothing was done".formatted(command),
                "give --signing-key FILE or set LIFEBOAT_SIGNING_KEY: backup.secret.asc, which init made");
    }
}
