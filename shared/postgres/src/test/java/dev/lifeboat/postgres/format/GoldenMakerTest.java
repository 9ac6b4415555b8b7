package dev.lifeboat.postgres.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The maker of golden backups works; with {@code LIFEBOAT_GOLDEN=2} in the environment it makes one to be kept. */
final class GoldenMakerTest {
    private static final int MAJOR = 15;

    @Test
    void makesAGoldenBackup(@TempDir Path temporary) throws IOException, SQLException {
        String version = System.getenv().getOrDefault("LIFEBOAT_GOLDEN", "");
        Path folder = version.isEmpty() ? temporary.resolve("golden") : GoldenBackup.ALL.resolve(version);
        assertThat(folder).doesNotExist();
        Files.createDirectories(folder);
        try (PostgresServer server = PostgresServer.of(MAJOR).start()) {
            new GoldenMaker(folder).make(server);
        }
        GoldenBackup made = new GoldenBackup(folder);
        assertThat(made.catalog(made.copyTo(temporary.resolve("copy"))).ids()).hasSize(1);
    }
}
