package dev.lifeboat.cli.option;

import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The passphrases that one run of the program knows: the one that file or environment gave, or those that were typed. */
public final class Passphrases {
    private static final char[] NONE = {};
    private static final int TRIES = 3;

    private final char @Nullable [] given;
    private final Prompt prompt;
    private final List<char[]> typed = new ArrayList<>();

    Passphrases(char @Nullable [] given, Prompt prompt) {
        this.given = given;
        this.prompt = prompt;
    }

    /** The passphrase of something, such as {@code the keys}: given, or asked for now. */
    public char[] of(String what) {
        return given != null ? given : prompt.secret("Passphrase of %s: ".formatted(what));
    }

    /**
     * A passphrase for keys that are being made, asked for twice.
     *
     * @throws LifeboatException USAGE if the second is not the first
     */
    public char[] choose() {
        if (given != null) {
            return given;
        }
        char[] first = prompt.secret("New passphrase for the keys: ");
        if (!Arrays.equals(first, prompt.secret("The same once more: "))) {
            throw new LifeboatException(
                    ErrorCode.USAGE, "the two passphrases differ: nothing was made", "repeat the command");
        }
        typed.add(first);
        return first;
    }

    /**
     * Reads and unlocks a file of private keys. A person may mistype a passphrase twice, and is not asked for one that
     * was typed for another file before.
     *
     * @throws LifeboatException FILE_UNUSABLE, KEY_UNREADABLE, PASSPHRASE_MISSING or PASSPHRASE_WRONG
     */
    public PrivateKeys unlock(Path file) {
        PrivateKeyFile locked =
                PrivateKeyFile.parse(NamedFile.read(file, "private key file"), "private key file " + file);
        if (!locked.isProtected()) {
            return locked.unlock(NONE);
        }
        if (given != null) {
            return locked.unlock(given);
        }
        return typed.stream()
                .map(passphrase -> attempt(locked, passphrase))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> ask(locked, file));
    }

    private PrivateKeys ask(PrivateKeyFile locked, Path file) {
        String question = "Passphrase of %s: ".formatted(file);
        for (int attempt = 1; attempt < TRIES; attempt++) {
            char[] answer = prompt.secret(question);
            Optional<PrivateKeys> unlocked = attempt(locked, answer);
            if (unlocked.isPresent()) {
                typed.add(answer);
                return unlocked.get();
            }
            question = "That is not the one. Passphrase of %s: ".formatted(file);
        }
        return locked.unlock(prompt.secret(question));
    }

    private static Optional<PrivateKeys> attempt(PrivateKeyFile locked, char[] passphrase) {
        try {
            return Optional.of(locked.unlock(passphrase));
        } catch (LifeboatException e) {
            if (e.code() == ErrorCode.PASSPHRASE_WRONG) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
