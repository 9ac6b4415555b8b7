package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A source named shop that init made in a folder, and the program as its operator runs it. */
record Shop(Path folder) {
    static final String PASSPHRASE = "a passphrase for tests";

    /** Makes one. */
    static Shop in(Path folder) {
        Shop shop = new Shop(folder);
        Program.Run run = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", PASSPHRASE)
                .run("init", "--store=" + shop.store(), "--source=shop", "--keys=" + shop.keys());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return shop;
    }

    Path store() {
        return folder.resolve("store");
    }

    Path keys() {
        return folder.resolve("keys");
    }

    /** The file of a private key: of the recipient, the owner, the catalog, backup or prove. */
    Path secret(String owner) {
        return keys().resolve(owner + ".secret.asc");
    }

    /** The program as a machine that was configured by init's own file runs it, without progress. */
    Program program() {
        return lifeboat()
                .with("LIFEBOAT_CONFIG", keys().resolve("lifeboat.conf").toString())
                .with("LIFEBOAT_PASSPHRASE", PASSPHRASE)
                .with("LIFEBOAT_QUIET", "true")
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""));
    }

    Program.Run run(String... arguments) {
        return program().run(arguments);
    }

    /** The same with the recipient's key, which lies offline otherwise. */
    Program.Run runWithKey(String... arguments) {
        return program().with("LIFEBOAT_KEY", secret("recipient").toString()).run(arguments);
    }

    /** Runs a command that has to succeed without a word, and gives what it writes. */
    String result(String... arguments) {
        Program.Run run = runWithKey(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    /** The files of the store whose names end so, in the order of their keys. */
    List<Path> stored(String ending) {
        try (Stream<Path> files = Files.walk(store())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
