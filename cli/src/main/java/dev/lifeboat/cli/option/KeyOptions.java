package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which private keys to use, and how to open them. A passphrase is never an argument. */
public final class KeyOptions {
    private static final String VARIABLE = "LIFEBOAT_PASSPHRASE";

    @Option(names = "--key", paramLabel = "FILE", description = "Private key, as gpg --export-secret-keys writes it.")
    private List<Path> keys = List.of();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = {
                "File whose first line is the passphrase of the keys.",
                "Without it: " + VARIABLE + " from the environment, or else a question at the terminal."
            })
    private @Nullable Path passphraseFile;

    public List<Path> files() {
        return List.copyOf(keys);
    }

    /** The passphrase that opens the keys. */
    public char[] passphrase(Map<String, String> environment, Prompt prompt) {
        char[] given = given(environment);
        return given != null ? given : prompt.secret("Passphrase of the keys: ");
    }

    /** A passphrase for keys that are being made, asked for twice. */
    public char[] newPassphrase(Map<String, String> environment, Prompt prompt) {
        char[] given = given(environment);
        if (given != null) {
            return given;
        }
        char[] first = prompt.secret("New passphrase for the keys: ");
        if (!Arrays.equals(first, prompt.secret("The same once more: "))) {
            throw new LifeboatException(
                    ErrorCode.USAGE, "the two passphrases differ: nothing was made", "repeat the command");
        }
        return first;
    }

    private char @Nullable [] given(Map<String, String> environment) {
        if (passphraseFile != null) {
            return firstLine(passphraseFile);
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        return variable.isEmpty() ? null : variable.toCharArray();
    }

    private static char[] firstLine(Path file) {
        try (var lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw new LifeboatException(
                        ErrorCode.FILE_UNUSABLE,
                        "passphrase file %s has an empty first line".formatted(file),
                        "write the passphrase on its first line");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.FILE_UNUSABLE,
                    "passphrase file %s cannot be read: %s"
                            .formatted(file, e.getClass().getSimpleName()),
                    "check its name and its permissions",
                    e);
        }
    }
}
