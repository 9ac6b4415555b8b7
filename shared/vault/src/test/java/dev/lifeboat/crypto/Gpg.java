package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The real {@code gpg}, with a key ring of its own: the witness from outside. */
public final class Gpg implements AutoCloseable {
    /** What one run gave. */
    public static final class Result {
        private final int exitCode;
        private final byte[] output;
        private final String status;
        private final String errors;

        private Result(int exitCode, byte[] output, String status, String errors) {
            this.exitCode = exitCode;
            this.output = output;
            this.status = status;
            this.errors = errors;
        }

        public int exitCode() {
            return exitCode;
        }

        public byte[] output() {
            return output.clone();
        }

        public String status() {
            return status;
        }

        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        public Result succeeded() {
            if (exitCode != 0) {
                throw new AssertionError("gpg ended with %d:%n%s%n%s".formatted(exitCode, status, errors));
            }
            return this;
        }
    }

    private final Path home;
    private final List<String> options = new ArrayList<>();

    public Gpg() {
        try {
            home = Files.createTempDirectory("lb-gpg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs every later command as if it were that time: {@code 20240101T000000}. */
    public Gpg at(String time) {
        options.add("--faked-system-time");
        options.add(time + "!");
        return this;
    }

    public Result run(byte[] input, String... arguments) {
        try {
            Path status = Files.createTempFile(home, "status", ".txt");
            List<String> command = new ArrayList<>(List.of(
                    "gpg",
                    "--homedir",
                    home.toString(),
                    "--batch",
                    "--no-tty",
                    "--yes",
                    "--pinentry-mode",
                    "loopback"));
            command.addAll(List.of("--trust-model", "always", "--status-file", status.toString()));
            command.addAll(options);
            command.addAll(Arrays.asList(arguments));
            Path errors = Files.createTempFile(home, "errors", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectInput(file("input", input).toFile())
                    .redirectError(errors.toFile())
                    .start();
            byte[] output = process.getInputStream().readAllBytes();
            int exitCode = process.waitFor();
            return new Result(exitCode, output, Files.readString(status), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Result run(String... arguments) {
        return run(new byte[0], arguments);
    }

    public Gpg imports(String key) {
        run(key.getBytes(StandardCharsets.UTF_8), "--passphrase", "", "--import")
                .succeeded();
        return this;
    }

    /** A new primary key with the usages named, such as {@code sign}, and its fingerprint. */
    public KeyFingerprint newKey(String userId, String algorithm, String usage, String expire) {
        return created(run("--passphrase", "", "--quick-generate-key", userId, algorithm, usage, expire));
    }

    public KeyFingerprint addSubkey(KeyFingerprint primary, String algorithm, String usage, String expire) {
        return created(run("--passphrase", "", "--quick-add-key", primary.value(), algorithm, usage, expire));
    }

    private static KeyFingerprint created(Result result) {
        String line = result.succeeded()
                .status()
                .lines()
                .filter(candidate -> candidate.contains("KEY_CREATED"))
                .findFirst()
                .orElseThrow();
        return new KeyFingerprint(line.split(" ", -1)[3]);
    }

    /** Answers the prompts of an {@code --edit-key}, such as {@code key 1, revkey, y, 0, (empty), y, save}. */
    public void edit(KeyFingerprint key, String... answers) {
        run(
                        (String.join("\n", answers) + "\n").getBytes(StandardCharsets.UTF_8),
                        "--command-fd",
                        "0",
                        "--passphrase",
                        "",
                        "--edit-key",
                        key.value())
                .succeeded();
    }

    public Certificate certificate(KeyFingerprint key) {
        return Certificate.parse(
                run("--armor", "--export", key.value()).succeeded().output(), "certificate");
    }

    public byte[] secretKeys(KeyFingerprint key, String... more) {
        List<String> arguments = new ArrayList<>(Arrays.asList(more));
        arguments.addAll(List.of("--export-secret-keys", key.value()));
        return run(arguments.toArray(String[]::new)).succeeded().output();
    }

    public Path file(String name, byte[] content) {
        try {
            return Files.write(home.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                    .start()
                    .waitFor();
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
