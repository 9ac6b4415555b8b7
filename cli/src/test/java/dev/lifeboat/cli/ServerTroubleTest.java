package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are too old, or that do not write down what they say. */
final class ServerTroubleTest {
    @TempDir
    Path folder;

    @Test
    void aBackupDoesNotRestoreIntoAnOlderServer() throws SQLException {
        assumeTrue(
                PostgresPrograms.majorsAtHand().size() > 1,
                "a restore into an older server needs the client programs of two versions");
        PostgresServer newer =
                PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
        PostgresServer older =
                PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
        Shop shop = Shop.in(folder);
        assertThat(shop.run("backup", "--database=" + newer.uri(newer.createFreshDatabase("source")))
                        .exitCode())
                .isZero();
        Map<String, String> before = Contents.of(shop.store());
        String target = PostgresServer.freshName("target");
        assertFails(
                shop.runWithKey("restore", "latest", "--create", "--database=" + older.uri(target)), 5, """
                error [LB-405]: the target is PostgreSQL %d, the backup is of PostgreSQL %d and does not restore into an older \
                one: nothing was restored
                    hint: restore into PostgreSQL %d or newer
                """.formatted(
                                older.major(), newer.major(), newer.major()));
        assertThat(older.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(target);
        assertThat(Contents.of(shop.store())).isEqualTo(before);
    }

    @Test
    void aServerThatIsTooOldIsNotBackedUp() throws IOException {
        PostgresServer server =
                PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
        Shop shop = Shop.in(folder);
        Map<String, String> before = Contents.of(shop.store());
        try (OlderServer older = new OlderServer(server.port())) {
            assertFails(
                    shop.run(
                            "backup", "--database=postgresql://postgres@127.0.0.1:%d/postgres".formatted(older.port())),
                    5,
                    """
                    error [LB-503]: the server at 127.0.0.1:%d is PostgreSQL 13, and Lifeboat works with 14 and later: its \
                    databases are neither read nor written
                        hint: upgrade the server, or back it up with its own pg_dump
                    """.formatted(older.port()));
        }
        assertThat(Contents.of(shop.store())).isEqualTo(before);
    }

    /** What flushes the log of asynchronous commits is stopped, as a hanging disk stops it. */
    @Test
    void rowsThatTheServerMayLoseAreNoBackup() throws SQLException {
        try (PostgresServer server = PostgresServer.of(
                        PostgresPrograms.majorsAtHand().first())
                .with("synchronous_commit", "off")
                .start()) {
            Shop shop = Shop.in(folder);
            server.execute("postgres", "CREATE TABLE t (id int)", "CHECKPOINT");
            String writer = String.valueOf(
                    server.value("postgres", "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"));
            signal("-STOP", writer);
            try {
                server.execute("postgres", "INSERT INTO t VALUES (1)");
                Program.Run run =
                        shop.run("backup", "--database=" + server.uri("postgres"), "--at=2026-11-22T02:00:00Z");
                assertThat(run.exitCode()).as(run.err()).isEqualTo(6);
                assertThat(run.out()).isEmpty();
                assertThat(run.err())
                        .matches(
                                "error \\[LB-308]: the server did not flush its write-ahead log past [0-9A-F]+/[0-9A-F]+ within"
                                        + " 30 s: the backup would hold rows that the server may lose, so none was made; the store keeps"
                                        + " [0-9]+ objects \\([0-9.]+ .*B\\) without a manifest, which are no backup\n    hint: look at the"
                                        + " server's disk, and repeat the backup; lifeboat tidy, run daily, removes those objects after"
                                        + " three days\n");
            } finally {
                signal("-CONT", writer);
            }
            assertThat(shop.result("list")).isEqualTo("There is no backup yet.\n");
        }
    }

    private static void signal(String signal, String process) {
        dev.lifeboat.testing.Program.named("kill", signal, process).succeed();
    }
}
