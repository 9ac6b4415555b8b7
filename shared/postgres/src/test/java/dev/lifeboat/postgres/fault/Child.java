package dev.lifeboat.postgres.fault;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link BackupProcess} while it runs. */
record Child(Process process, Path output) {
    static Child backup(int heapMegabytes, Path store, Path keys, PostgresServer server, String database, BackupId id)
            throws IOException {
        return start(heapMegabytes, "backup", store, keys, server.uri(database), id);
    }

    static Child restore(int heapMegabytes, Path store, Path keys, PostgresServer server, String database, BackupId id)
            throws IOException {
        return start(heapMegabytes, "restore", store, keys, server.uri(database), id, server.uri("postgres"));
    }

    private static Child start(int heapMegabytes, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx%dm".formatted(heapMegabytes),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BackupProcess.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = Files.createTempFile("lifeboat-child-", ".out");
        return new Child(
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                output);
    }

    /** Ends it as nobody can be prepared for (SIGKILL); the programs that it had started lose their reader. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it said; waits for its end. */
    String said() throws IOException, InterruptedException {
        process.waitFor();
        String text = Files.readString(output).strip();
        Files.delete(output);
        return text;
    }
}
