package dev.lifeboat.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code scripts/sam-tools}. */
final class SamTools {
    private SamTools() {}

    /** What it printed, and how it ended. */
    record Ended(int code, String out, String errors) {}

    static Ended run(String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Checkout.file("scripts", "sam-tools").toString());
            command.addAll(List.of(arguments));
            Path out = Files.createTempFile("lifeboat-sam-", ".out");
            Path errors = Files.createTempFile("lifeboat-sam-", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(15, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("%s did not end; it wrote: %s".formatted(command, Files.readString(errors)));
            }
            Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(errors));
            Files.delete(out);
            Files.delete(errors);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
