package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRestoreTest {
    private static final String PASSPHRASE = "a passphrase for tests";

    @TempDir
    private Path folder;

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().getLast());

    private Program.Run run(String database, String... arguments) {
        return lifeboat()
                .with("LIFEBOAT_PASSPHRASE", PASSPHRASE)
                .with("LIFEBOAT_CONFIG", folder.resolve("keys/lifeboat.conf").toString())
                .with("LIFEBOAT_DATABASE", server.uri(database))
                .with(
                        "LIFEBOAT_KEY",
                        folder.resolve("keys/recipient.secret.asc").toString())
                .with("LIFEBOAT_QUIET", "true")
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""))
                .run(arguments);
    }

    @Test
    void restoreIsRecordedAndCounts() throws SQLException {
        String database = server.createFreshDatabase("recorded");
        server.execute(database, "CREATE TABLE t AS SELECT generate_series(1, 100) AS id");
        Program.Run init = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", PASSPHRASE)
                .run("init", "--store=" + folder.resolve("store"), "--source=shop", "--keys=" + folder.resolve("keys"));
        assertThat(init.err()).doesNotContain("error");
        Program.Run backup = run(database, "backup");
        assertThat(backup.err()).doesNotContain("error");

        Program.Run verified = run(
                database, "verify", "latest", "--record", "--signing-key=" + folder.resolve("keys/prove.secret.asc"));
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out()).contains("  rows     100 of 100\n", "Recorded as shop/records/");

        Program.Run restored = run(
                PostgresServer.freshName("restored"),
                "restore",
                "latest",
                "--create",
                "--record",
                "--signing-key=" + folder.resolve("keys/prove.secret.asc"));
        assertThat(restored.err()).isEmpty();
        assertThat(restored.exitCode()).isZero();
        assertThat(restored.out()).containsPattern("Recorded as shop/records/[^/]+-full/restore-[^/]+\\.json\\.asc\\.");
    }
}
