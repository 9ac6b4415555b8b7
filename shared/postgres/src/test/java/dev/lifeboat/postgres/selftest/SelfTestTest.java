package dev.lifeboat.postgres.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A self-test passes only where everything comes back, and leaves nothing. */
final class SelfTestTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    @TempDir
    Path folder;

    private static String database() throws SQLException {
        String database = SERVER.createFreshDatabase("selftest");
        SERVER.execute(
                database,
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)",
                "INSERT INTO shop.orders (note) SELECT 'note ' || n FROM generate_series(1, 1000) n",
                "CREATE PUBLICATION changes FOR TABLE shop.orders",
                "SELECT lo_from_bytea(0, 'a large object')");
        return database;
    }

    /** Tests, and does something to what the test has made before each step. */
    private SelfTestReport test(String database, BiConsumer<SelfTestStep, Scratch> before) {
        try (Connector connector = new Connector("lifeboat selftest");
                Scratch scratch = Scratch.create(
                        TestVault.address(SERVER, database), TestVault.address(SERVER, "postgres"), folder)) {
            return new SelfTest(
                            scratch,
                            TestVault.programs(),
                            connector,
                            BackupOptions.DEFAULT,
                            step -> before.accept(step, scratch))
                    .run(Progress.none());
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(SERVER.values("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'lifeboat_selftest%'"))
                .isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static void assertFails(SelfTestReport report, SelfTestStep at, ErrorCode code) {
        assertThat(report.failure().map(LifeboatException::code)).contains(code);
        assertThat(report.steps().stream().filter(step -> !step.passed()).map(SelfTestReport.Done::step))
                .containsExactly(at);
        assertThat(report.steps().getLast().step()).isEqualTo(SelfTestStep.CLEAN_UP);
    }

    @Test
    void databaseThatComesBackPasses() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {});
        assertThat(report.failure()).isEmpty();
        assertThat(report.steps().stream().map(SelfTestReport.Done::step)).containsExactly(SelfTestStep.values());
        assertThat(report.steps()).allMatch(SelfTestReport.Done::passed);
    }

    @Test
    void whatCannotBeBackedUpFailsTheBackup() throws SQLException {
        String database = database();
        SERVER.execute(
                database,
                "CREATE FOREIGN DATA WRAPPER elsewhere",
                "CREATE SERVER far FOREIGN DATA WRAPPER elsewhere",
                "CREATE FOREIGN TABLE remote (id int) SERVER far");
        assertFails(test(database, (step, scratch) -> {}), SelfTestStep.BACKUP, ErrorCode.NOT_BACKED_UP);
    }

    @Test
    void damageInTheStoreFailsTheVerification() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.VERIFICATION) {
                data(scratch, file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 2] ^= 1;
                    file.toFile().setWritable(true);
                    Files.write(file, bytes);
                });
            }
        });
        assertFails(report, SelfTestStep.VERIFICATION, ErrorCode.OBJECT_DAMAGED);
    }

    @Test
    void objectThatIsGoneFailsTheRestore() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.RESTORE) {
                data(scratch, Files::delete);
            }
        });
        assertFails(report, SelfTestStep.RESTORE, ErrorCode.OBJECT_MISSING);
    }

    @Test
    void definitionThatDiffersFailsTheComparisonAndIsNamed() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.DEFINITIONS) {
                execute(scratch.database().database(), "ALTER TABLE shop.orders ALTER note SET DEFAULT 'secret'");
            }
        });
        assertFails(report, SelfTestStep.DEFINITIONS, ErrorCode.PROOF_MISMATCH);
        assertThat(report.failure().map(LifeboatException::getMessage).orElseThrow())
                .startsWith("the definition of orders; Type: TABLE; Schema: shop; Owner: postgres is not the same")
                .doesNotContain("secret");
    }

    @Test
    void databaseThatCannotBeDroppedFailsTheCleanUp() throws SQLException {
        String[] kept = {""};
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.CLEAN_UP) {
                kept[0] = scratch.database().database();
                execute("postgres", "ALTER DATABASE %s IS_TEMPLATE true".formatted(kept[0]));
            }
        });
        assertFails(report, SelfTestStep.CLEAN_UP, ErrorCode.STATEMENT_FAILED);
        execute("postgres", "ALTER DATABASE %s IS_TEMPLATE false".formatted(kept[0]));
        execute("postgres", "DROP DATABASE " + kept[0]);
    }

    private static void execute(String database, String statement) {
        try {
            SERVER.execute(database, statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What is done to a file. */
    @FunctionalInterface
    private interface Tampering {
        void with(Path file) throws IOException;
    }

    private static void data(Scratch scratch, Tampering tampering) {
        try (Stream<Path> files = Files.walk(scratch.folder())) {
            Path object = files.filter(file -> file.toString().endsWith(".copy.zst.pgp"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            tampering.with(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
