package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The commands through {@code ./lifeboat} itself, as it was just packaged, and what a signal leaves of them. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandsLauncherTest {
    private static final Path LAUNCHER =
            Path.of("..").toAbsolutePath().normalize().resolve("lifeboat");

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("big");
    private Path folder = Path.of("");

    @BeforeAll
    void fill(@TempDir Path temporary) throws SQLException {
        folder = temporary;
        server.createDatabase(database);
        server.execute(
                database,
                "CREATE UNLOGGED TABLE big AS SELECT n, md5(n::text) AS a, repeat(md5(n::text), 8) AS b"
                        + " FROM generate_series(1, 300000) n");
        dev.lifeboat.testing.Program.Result init = lifeboat(
                        "init",
                        "--store=" + folder.resolve("store"),
                        "--source=shop",
                        "--keys=" + folder.resolve("keys"))
                .succeed();
        assertThat(init.errors()).isEmpty();
    }

    private Map<String, String> environment() {
        return Map.of(
                "LIFEBOAT_PASSPHRASE",
                Shop.PASSPHRASE,
                "LIFEBOAT_KEY",
                folder.resolve("keys/recipient.secret.asc").toString());
    }

    private dev.lifeboat.testing.Program lifeboat(String... arguments) {
        return dev.lifeboat.testing.Program.at(LAUNCHER, arguments).env(environment());
    }

    private dev.lifeboat.testing.Program configured(String... arguments) {
        return lifeboat(arguments).with("--config=" + folder.resolve("keys/lifeboat.conf"));
    }

    private String to(String target) {
        return "--database=" + server.uri(target);
    }

    @Test
    void theWholeWayFromABackupToItsProof() throws SQLException {
        String target = PostgresServer.freshName("back");
        assertThat(configured("backup", to(database), "--at=2026-01-01T00:00:00Z")
                        .succeed()
                        .text())
                .startsWith("Backup 20260101T000000Z-full is made.\n");
        assertThat(configured("list").succeed().text()).contains("20260101T000000Z-full  ");
        dev.lifeboat.testing.Program.Result restored =
                configured("restore", "20260101", "--create", to(target)).succeed();

        assertThat(restored.text()).contains("300,000        300,000  ", "each row proven");
        assertThat(restored.errors()).startsWith("Backup 20260101T000000Z-full into database " + target + "\n");
        assertThat(server.value(target, "SELECT count(*) FROM big")).isEqualTo("300000");
    }

    @Test
    void onlyItsOwnerWritesWhatInitMakesWhateverTheMask() {
        String keys = folder.resolve("open-keys").toString();
        String init = "umask 000; exec '%s' init --store='%s' --source=open --keys='%s'"
                .formatted(LAUNCHER, folder.resolve("open-store"), keys);
        dev.lifeboat.testing.Program.named("bash", "-c", init)
                .env(environment())
                .succeed();

        assertThat(dev.lifeboat.testing.Program.named("find", keys, "-perm", "/022")
                        .succeed()
                        .text())
                .isEmpty();
        lifeboat("list", "--config=" + keys + "/lifeboat.conf").succeed();
    }

    @Test
    void aReaderThatHasEnoughEndsAnExportQuietly() {
        configured("backup", to(database), "--at=2026-01-02T00:00:00Z").succeed();
        dev.lifeboat.testing.Program.Result result = dev.lifeboat.testing.Program.named(
                        "bash", "-c", """
                        set -o pipefail
                        '%s' export 20260102 --table=big --config='%s' --quiet | head -n 1; echo $?
                        """.formatted(LAUNCHER, folder.resolve("keys/lifeboat.conf")))
                .env(environment())
                .succeed();

        assertThat(result.errors()).isEmpty();
        assertThat(result.lines()).hasSize(2).last().isEqualTo("141");
    }

    @Test
    void aBackupThatIsStoppedLeavesNoManifestAndNoConnection() throws Exception {
        Process backup = start("backup", to(database), "--jobs=1", "--segment-size=8", "--at=2026-01-03T00:00:00Z");
        await(() -> stored("20260103").anyMatch(file -> file.toString().endsWith(".copy.zst.pgp")));
        assertThat(stop(backup))
                .matches(
                        "error \\[LB-605]: interrupted: no manifest was written, so there is no backup; the store keeps"
                                + " [0-9]+ objects \\([0-9.]+ [KM]iB\\) without a manifest, which are no backup\n    hint: repeat the"
                                + " command when it suits\n");

        assertThat(stored("20260103")).noneMatch(file -> file.toString().contains("/manifests/"));
        await(() -> sessions("application_name LIKE 'lifeboat%'", database) == 0);
        assertThat(configured("backup", to(database), "--at=2026-01-03T00:00:00Z")
                        .succeed()
                        .text())
                .startsWith("Backup 20260103T000000Z-full is made.\n");
    }

    @Test
    void aBackupThatWaitsForALockStopsAtOnce() throws Exception {
        String locked = server.createFreshDatabase("locked");
        server.execute(locked, "CREATE TABLE t (id int)");
        try (Connection other = server.connect(locked);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            Process backup = start("backup", to(locked), "--lock-timeout=600");
            await(() -> sessions("wait_event_type = 'Lock'", locked) > 0);
            Instant begin = Instant.now();
            assertThat(stop(backup)).startsWith("error [LB-605]: interrupted: no manifest was written");
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Interruption.PATIENCE);
            server.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '%s'"
                            .formatted(locked));
        }
    }

    @Test
    void aRestoreThatIsStoppedSaysWhatItLeavesAndCanBeRepeated() throws Exception {
        configured("backup", to(database), "--at=2026-01-04T00:00:00Z").succeed();
        String target = PostgresServer.freshName("partly");
        Process restore = start("restore", "20260104", "--create", "--quiet", to(target));
        await(() -> server.values("postgres", "SELECT datname FROM pg_database").contains(target)
                && "t"
                        .equals(server.value(
                                target, "SELECT coalesce(pg_relation_size(to_regclass('big')), 0) > 100000")));
        assertThat(stop(restore)).isEqualTo("""
                error [LB-605]: interrupted: database "%s" holds part of the backup at most: drop database "%s" before it is restored again
                    hint: repeat the command when it suits
                """.formatted(target, target));

        server.dropDatabase(target);
        assertThat(configured("restore", "20260104", "--create", to(target))
                        .succeed()
                        .text())
                .contains("each row proven");
    }

    @Test
    void aRestoreIntoADatabaseInUseThatIsStoppedNamesOnlyWhatItMade() throws Exception {
        configured("backup", to(database), "--at=2026-01-05T00:00:00Z").succeed();
        String target = server.createFreshDatabase("in_use");
        server.execute(target, "CREATE TABLE precious AS SELECT 1 AS x");
        Process restore = start("restore", "20260105", "--table=big", "--into-existing", "--quiet", to(target));
        await(() ->
                "t".equals(server.value(target, "SELECT coalesce(pg_relation_size(to_regclass('big')), 0) > 100000")));
        String drop = "DROP TABLE IF EXISTS \"public\".\"big\"";
        assertThat(stop(restore)).isEqualTo("""
                error [LB-605]: interrupted: database "%s" may hold some of the tables of this restore beside what it held before: drop these, and nothing else (%s) before it is restored again
                    hint: repeat the command when it suits
                """.formatted(target, drop));

        server.execute(target, drop);
        assertThat(configured("restore", "20260105", "--table=big", "--into-existing", to(target))
                        .succeed()
                        .text())
                .contains("each row proven");
        assertThat(server.value(target, "SELECT count(*) FROM precious")).isEqualTo("1");
    }

    private int sessions(String condition, String of) throws SQLException {
        return server.values(
                        "postgres",
                        "SELECT pid FROM pg_stat_activity WHERE %s AND datname = '%s'".formatted(condition, of))
                .size();
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
        builder.command().addAll(List.of(arguments));
        builder.command().add("--config=" + folder.resolve("keys/lifeboat.conf"));
        builder.environment().putAll(environment());
        return builder.start();
    }

    /** Stops a command, which must end with the exit code of that signal, and gives what it says. */
    private static String stop(Process process) throws IOException, InterruptedException {
        process.toHandle().destroy();
        String errors = process.errorReader(StandardCharsets.UTF_8).readAllAsString();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(process.inputReader().readAllAsString()).isEmpty();
        return errors;
    }

    private Stream<Path> stored(String id) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            return files.filter(file -> file.toString().contains(id)).toList().stream();
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }
}
