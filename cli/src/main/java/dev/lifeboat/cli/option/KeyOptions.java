package dev.lifeboat.cli.option;

import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which private keys open a backup. */
public final class KeyOptions {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Private key that opens the backup: recipient.secret.asc of init, or what gpg"
                    + " --export-secret-keys writes.")
    private List<Path> keys = List.of();

    public List<Path> files() {
        return List.copyOf(keys);
    }

    /**
     * All keys that were given, unlocked; empty if none was.
     *
     * @throws LifeboatException FILE_UNUSABLE, KEY_UNREADABLE, PASSPHRASE_MISSING or PASSPHRASE_WRONG
     */
    public Optional<PrivateKeys> unlocked(Passphrases passphrases) {
        return keys.stream().map(passphrases::unlock).reduce(PrivateKeys::and);
    }

    /**
     * The same where there is no way without a key.
     *
     * @throws LifeboatException KEY_MISSING if none was given, or as above
     */
    public PrivateKeys require(Passphrases passphrases) {
        return unlocked(passphrases)
                .orElseThrow(
                        () -> new LifeboatException(
                                ErrorCode.KEY_MISSING,
                                "no private key is given, and only a recipient's opens a backup: nothing was done",
                                "give --key FILE or set LIFEBOAT_KEY: recipient.secret.asc, which init made and which lies offline"));
    }
}
