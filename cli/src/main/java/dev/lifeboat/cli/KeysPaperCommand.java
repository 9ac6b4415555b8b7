package dev.lifeboat.cli;

import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.trust.PaperKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "paper",
        description = {
            "Write a private key in a form for paper, each line with a number and a checksum, to standard output.",
            "The key stays locked by its passphrase, as far as it has one. To print it: lifeboat keys paper FILE | lpr"
        })
final class KeysPaperCommand extends Subcommand {
    @Parameters(paramLabel = "FILE", description = "The key: owner.secret.asc or recipient.secret.asc.")
    private Path file = Path.of("");

    @Override
    Result run(Session session) {
        byte[] content = NamedFile.read(file, "private key file");
        Certificate certificate = PrivateKeyFile.parse(content, "private key file " + file)
                .certificates()
                .getFirst();
        String page = page(new String(content, StandardCharsets.US_ASCII), certificate);
        return Result.of(page, Map.of("key", certificate.fingerprint(), "paper", page));
    }

    /** The page, headed by whose key it is. */
    static String page(String armored, Certificate certificate) {
        return PaperKey.page(armored, "%s, key %s".formatted(certificate.userId(), certificate.fingerprint()));
    }
}
