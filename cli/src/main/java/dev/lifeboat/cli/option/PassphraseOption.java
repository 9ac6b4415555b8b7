package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to open keys that a passphrase protects. A passphrase is never an argument. */
public final class PassphraseOption {
    private static final String VARIABLE = "LIFEBOAT_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = {
                "File whose first line is the passphrase of the keys.",
                "Without it: " + VARIABLE + " from the environment, or else a question at the terminal."
            })
    private @Nullable Path file;

    /** The passphrases of this run; a file is read at once, a person is asked when one is needed. */
    public Passphrases passphrases(Map<String, String> environment, Prompt prompt) {
        return new Passphrases(given(environment), prompt);
    }

    private char @Nullable [] given(Map<String, String> environment) {
        if (file != null) {
            return firstLine(file);
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        return variable.isEmpty() ? null : variable.toCharArray();
    }

    private static char[] firstLine(Path file) {
        String text = new String(NamedFile.read(file, "passphrase file"), StandardCharsets.UTF_8);
        return text.lines()
                .findFirst()
                .filter(line -> !line.isEmpty())
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.FILE_UNUSABLE,
                        "passphrase file %s has an empty first line: nothing was done".formatted(file),
                        "write the passphrase on its first line"))
                .toCharArray();
    }
}
