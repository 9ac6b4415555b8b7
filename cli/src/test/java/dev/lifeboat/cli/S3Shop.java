package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.aws.TestAws;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A source named shop that init made in a bucket, and the program as its operator runs it. */
final class S3Shop {
    private final Path keys;

    private S3Shop(Path folder) {
        this.keys = folder.resolve("keys");
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    /** What a test holds before it makes one. */
    static S3Shop none() {
        return new S3Shop(Path.of(""));
    }

    /** Makes one in a bucket; init gets further options. */
    static S3Shop in(Path folder, String bucket, URI endpoint, String... more) {
        S3Shop shop = new S3Shop(folder);
        List<String> init = new ArrayList<>(List.of(
                "init",
                "--store=s3://" + bucket,
                "--endpoint-url=" + endpoint,
                "--path-style",
                "--region=" + TestAws.shared().region(),
                "--source=shop",
                "--keys=" + shop.keys));
        init.addAll(List.of(more));
        Program.Run run =
                lifeboat().with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE).run(init.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return shop;
    }

    /** The program on a machine that init's own file configures. */
    Program configured() {
        return lifeboat()
                .with("LIFEBOAT_CONFIG", keys.resolve("lifeboat.conf").toString())
                .with("LIFEBOAT_KEY", secret("recipient").toString())
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .with("LIFEBOAT_QUIET", "true")
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""));
    }

    /** Runs a command that has to succeed. */
    Program.Run succeed(String... arguments) {
        Program.Run run = configured().run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    Path keys() {
        return keys;
    }

    /** The file of a private key: of the recipient, the owner, the catalog, backup or prove. */
    Path secret(String owner) {
        return keys.resolve(owner + ".secret.asc");
    }
}
