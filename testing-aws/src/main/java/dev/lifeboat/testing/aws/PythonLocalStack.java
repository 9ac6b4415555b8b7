package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** LocalStack from its Python package, which {@code scripts/localstack} installs and runs. */
final class PythonLocalStack implements Emulator {
    private static final Duration TO_INSTALL = Duration.ofMinutes(15);
    private static final Duration TO_START = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "LocalStack 4.14.0 of its Python package";
    }

    @Override
    public URI start() throws EmulatorUnavailableException {
        String script = script().toString();
        EmulatorProcess.run(List.of(script, "prepare"), TO_INSTALL);
        int port = EmulatorProcess.freePort();
        List<String> command = List.of(script, "run", Integer.toString(port), folder().toString());
        return EmulatorProcess.start(command, port, "/_localstack/health", TO_START);
    }

    /** The checkout is above the folder of the module whose tests run. */
    private static Path script() throws EmulatorUnavailableException {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("scripts/localstack"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new EmulatorUnavailableException("no scripts/localstack above this folder", null));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("lifeboat-localstack-");
            EmulatorProcess.deleteAtExit(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
