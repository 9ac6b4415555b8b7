package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.TestAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The usual heap of 256 MB and a small machine are enough for a row that is far bigger than either has to spare. */
@EnabledOnOs(OS.LINUX)
class S3MemoryLauncherTest {
    private static final Path LAUNCHER =
            Path.of("..").toAbsolutePath().normalize().resolve("lifeboat");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long MOST_KIB = 450 << 10;
    private static final long POLL_MILLIS = 10;

    private final TestAws aws = TestAws.shared();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    private Path folder;

    /** Hexadecimal digits of a hash, of which half of the bytes remain when they are compressed. */
    private String databaseWithAHugeRow() throws SQLException {
        String database = server.createFreshDatabase("huge");
        server.execute(
                database,
                "CREATE UNLOGGED TABLE huge AS SELECT string_agg(sha512(k::text::bytea)::text, '') AS text"
                        + " FROM generate_series(1, 780000) k",
                "CREATE UNLOGGED TABLE other AS SELECT n, repeat(md5(n::text), 20) AS text FROM generate_series(1, 20000) n");
        assertThat(server.value(database, "SELECT length(text) > 100000000 FROM huge"))
                .isEqualTo("t");
        return database;
    }

    @Test
    void aHugeRowGoesToABucketAndComesBackInLittleMemory() throws Exception {
        S3Shop shop = S3Shop.in(folder, aws.newVersionedBucket(), aws.endpoint());
        String database = databaseWithAHugeRow();
        run(shop, "backup", "--jobs=4", "--database=" + server.uri(database));
        assertThat(run(shop, "verify", "latest", "--depth=content", "--jobs=4"))
                .contains("rows     20,001 of 20,001\n");
        run(shop, "export", "latest", "--table=public.huge", "--to=" + folder.resolve("huge.copy"));
        assertThat(Files.size(folder.resolve("huge.copy"))).isGreaterThan(100_000_000);
    }

    private String run(S3Shop shop, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "LIFEBOAT_CONFIG",
                        shop.keys().resolve("lifeboat.conf").toString(),
                        "LIFEBOAT_KEY",
                        shop.secret("recipient").toString(),
                        "LIFEBOAT_PASSPHRASE",
                        Shop.PASSPHRASE,
                        "LIFEBOAT_QUIET",
                        "true",
                        "LIFEBOAT_HEAP",
                        "256m",
                        "AWS_ACCESS_KEY_ID",
                        TestAws.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        TestAws.SECRET_KEY));
        Process process = builder.start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, peakKib(process));
            Thread.sleep(POLL_MILLIS);
        }
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(peak).as("KiB of memory of %s", arguments[0]).isBetween(1L, MOST_KIB);
        return said;
    }

    /** The launcher becomes Java, so its memory is Java's. */
    private static long peakKib(Process process) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/%d/status".formatted(process.pid()))));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }
}
