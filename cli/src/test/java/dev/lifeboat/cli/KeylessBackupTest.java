package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine that takes backups holds no key that opens one. */
final class KeylessBackupTest {
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    Path folder;

    @Test
    void backsUpWhereNoPrivateKeyExistsButTheOneThatSigns() throws SQLException, IOException {
        String database = server.createFreshDatabase("source");
        server.execute(database, "CREATE TABLE t AS SELECT 1 AS id", "SELECT lo_from_bytea(0, 'large')");
        Shop shop = Shop.in(folder);
        leaveOnly(shop, "backup.secret.asc", "lifeboat.conf");

        Program.Run run = lifeboat()
                .with("LIFEBOAT_CONFIG", shop.keys().resolve("lifeboat.conf").toString())
                .with("LIFEBOAT_QUIET", "true")
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""))
                .run("backup", "--database=" + server.uri(database));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(shop.stored(".json.asc")).anyMatch(file -> file.toString().endsWith("-full.json.asc"));
    }

    private static void leaveOnly(Shop shop, String... names) throws IOException {
        try (Stream<Path> files = Files.list(shop.keys())) {
            for (Path file : files.toList()) {
                if (!List.of(names).contains(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> left = Files.list(shop.keys())) {
            assertThat(left).hasSize(names.length);
        }
    }
}
