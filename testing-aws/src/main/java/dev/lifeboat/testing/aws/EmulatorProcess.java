package dev.lifeboat.testing.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A program that is an AWS as long as this process runs. */
final class EmulatorProcess {
    private static final long POLL_MILLIS = 100;
    private static final Duration LIMIT_OF_ANSWER = Duration.ofSeconds(20);
    private static final int LOG_TAIL = 2000;

    private EmulatorProcess() {}

    /** Runs a program to its end, which has to be a good one. */
    static void run(List<String> command, Duration limit) throws EmulatorUnavailableException {
        Path log = log();
        try {
            Process process = logging(command, log).start();
            process.getOutputStream().close();
            if (!process.waitFor(limit)) {
                process.destroyForcibly();
                throw new EmulatorUnavailableException("%s took longer than %s".formatted(command, limit), null);
            }
            if (process.exitValue() != 0) {
                throw new EmulatorUnavailableException("%s failed: %s".formatted(command, tail(log)), null);
            }
        } catch (IOException e) {
            throw new EmulatorUnavailableException(e.toString(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Starts a program that ends when its standard input does, and waits until it answers on a port. */
    static URI start(List<String> command, int port, String path, Duration limit) throws EmulatorUnavailableException {
        Path log = log();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        try {
            Process process = logging(command, log).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            awaitAnswer(process, endpoint.resolve(path), Instant.now().plus(limit), log);
            return endpoint;
        } catch (IOException e) {
            throw new EmulatorUnavailableException(e.toString(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteAtExit(Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }

    private static void awaitAnswer(Process process, URI probe, Instant end, Path log)
            throws EmulatorUnavailableException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client, probe)) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    process.destroy();
                    throw new EmulatorUnavailableException(
                            "%s does not answer: %s"
                                    .formatted(process.info().command().orElse("it"), tail(log)),
                            null);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static boolean answers(HttpClient client, URI probe) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(probe).timeout(LIMIT_OF_ANSWER).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static ProcessBuilder logging(List<String> command, Path log) {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    }

    private static Path log() {
        try {
            Path log = Files.createTempFile("lifeboat-emulator-", ".log");
            deleteAtExit(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path log) {
        try {
            String text = Files.readString(log).strip();
            return text.substring(Math.max(0, text.length() - LOG_TAIL));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The emulator may still write there; the folder is one of the system's temporary ones.
        }
    }

    private static EmulatorUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EmulatorUnavailableException("interrupted", e);
    }
}
