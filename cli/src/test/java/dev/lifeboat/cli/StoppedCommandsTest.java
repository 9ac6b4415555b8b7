package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are told to stop at any instant of their work. */
@TestInstance(Lifecycle.PER_CLASS)
class StoppedCommandsTest {
    private static final int INSTANTS = 12;

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("stopped");
    private Shop shop = new Shop(Path.of(""));
    private long longest;

    @BeforeAll
    void fill(@TempDir Path folder) throws SQLException {
        shop = Shop.in(folder);
        server.createDatabase(database);
        server.execute(
                database,
                "CREATE TABLE big AS SELECT n, repeat(md5(n::text), 8) AS b FROM generate_series(1, 60000) n");
        long begin = System.nanoTime();
        assertThat(shop.run("backup", to(database), "--at=2026-01-01T00:00:00Z").exitCode())
                .isZero();
        longest = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private String to(String target) {
        return "--database=" + server.uri(target);
    }

    /** What a run that was stopped said and left. */
    private record Stopped(Program.Run run, Optional<String> left) {}

    private Stopped stop(Program program, long after, String... arguments) throws Exception {
        CompletableFuture<Program.Run> running = CompletableFuture.supplyAsync(() -> program.run(arguments));
        Thread.sleep(after);
        Optional<String> left = program.stop();
        assertThat(left.orElse("")).doesNotContain("did not clean up");
        return new Stopped(running.get(1, TimeUnit.MINUTES), left);
    }

    @Test
    void aBackupIsMadeAndSaidToBeOrThereIsNone() throws Exception {
        for (int instant = 0; instant < INSTANTS; instant++) {
            String id = "202602%02dT000000Z-full".formatted(instant + 1);
            Stopped stopped = stop(
                    shop.program(),
                    longest * instant / INSTANTS,
                    "backup",
                    to(database),
                    "--at=2026-02-%02dT00:00:00Z".formatted(instant + 1));
            boolean made = !shop.stored(id + ".json.asc").isEmpty();
            assertThat(stopped.run().out())
                    .satisfiesAnyOf(
                            out -> assertThat(out).isEmpty(),
                            out -> assertThat(out).startsWith("Backup " + id + " is made."));
            boolean over = stopped.left().isEmpty();
            assertThat(stopped.left().orElse(stopped.run().err()))
                    .as("after %d of %d: %s", instant, INSTANTS, stopped.run())
                    .startsWith(made ? over ? "" : "backup " + id + " is made" : over ? "error" : "no");
        }
    }

    @Test
    void aSelftestIsInterruptedNotFailedAndTakesAwayWhatItMade(@TempDir Path scratch) throws Exception {
        for (int instant = 0; instant < INSTANTS; instant++) {
            Stopped stopped = stop(
                    shop.program(), longest * 4 * instant / INSTANTS, "selftest", to(database), "--folder=" + scratch);
            if (stopped.left().isPresent() && stopped.run().out().isEmpty()) {
                assertThat(stopped.left().get())
                        .isIn("the test did not come to its end; nothing of it is left", Interruption.NOTHING);
                assertThat(stopped.run().exitCode()).isIn(0, 6);
                assertThat(stopped.run().err()).isEmpty();
            }
            assertThat(stopped.run().out()).doesNotContain("NOT come back", "FAILED");
            assertThat(scratch).isEmptyDirectory();
            assertThat(server.values("postgres", "SELECT datname FROM pg_database"))
                    .noneMatch(name -> name.startsWith("lifeboat_selftest_"));
        }
    }

    @Test
    void aRestoreEndsAndSaysWhatItMayHaveLeft() throws Exception {
        for (int instant = 0; instant < INSTANTS; instant++) {
            String target = PostgresServer.freshName("partly");
            Program program =
                    shop.program().with("LIFEBOAT_KEY", shop.secret("recipient").toString());
            Stopped stopped = stop(
                    program,
                    longest * 2 * instant / INSTANTS,
                    "restore",
                    "20260101T000000Z-full",
                    "--create",
                    to(target));
            boolean there =
                    server.values("postgres", "SELECT datname FROM pg_database").contains(target);
            if (there && stopped.run().exitCode() != 0) {
                assertThat(stopped.left().orElse("nothing")).contains("database \"" + target + "\"");
            }
            server.execute("postgres", "DROP DATABASE IF EXISTS " + target + " WITH (FORCE)");
        }
    }
}
