package dev.lifeboat.cli;

import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.PaperKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "unpaper",
        description = {
            "Make the file of a private key from what was typed from its paper; lines that were mistyped are named.",
        })
final class KeysUnpaperCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "What was typed: every line with its number and checksum.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "The file to make, such as recipient.secret.asc; only you can read it.")
    private Path to = Path.of("");

    @Override
    Result run(Session session) {
        String typed = new String(NamedFile.read(file, "paper key"), StandardCharsets.UTF_8);
        String armored = PaperKey.parse(typed, "paper key " + file);
        KeyFingerprint key = PrivateKeyFile.parse(armored, "paper key " + file)
                .certificates()
                .getFirst()
                .fingerprint();
        Path made = to.toAbsolutePath().normalize();
        Path folder = made.getParent();
        Path name = made.getFileName();
        if (folder == null || name == null) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "--to '%s' names no file: nothing was done".formatted(to),
                    "name a file that is not there yet");
        }
        new KeyFolder(folder).save(new KeyFile(name.toString(), armored, true));
        return Result.of("Key %s is in %s.%n".formatted(key, made), Map.of("key", key, "file", made.toString()));
    }
}
