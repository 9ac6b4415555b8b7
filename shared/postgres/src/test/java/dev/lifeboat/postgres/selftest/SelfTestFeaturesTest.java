package dev.lifeboat.postgres.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every feature of PostgreSQL passes a self-test, but for what PostgreSQL's own programs do not give back. */
final class SelfTestFeaturesTest {
    private static final BackupOptions OPTIONS = new BackupOptions(
            2, 1 << 20, EnumSet.of(Omission.ROLE_PASSWORDS, Omission.FOREIGN_ROWS), Duration.ofSeconds(30));
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    @TempDir
    Path folder;

    private SelfTestReport test(FeatureDatabase feature) throws SQLException {
        String database = feature.create(SERVER);
        DatabaseAddress address = TestVault.address(SERVER, database);
        try (Connector connector = new Connector("lifeboat selftest");
                Scratch scratch = Scratch.create(address, address.withDatabase("postgres"), folder)) {
            SelfTestOptions options = new SelfTestOptions(OPTIONS, true, true);
            return new SelfTest(scratch, TestVault.programs(), connector, options, step -> {}).run(Progress.none());
        } finally {
            SERVER.dropDatabase(database);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REORDERED")
    void databasePasses(FeatureDatabase feature) throws SQLException {
        SelfTestReport report = test(feature);
        assertThat(report.failure()).as(report.steps().toString()).isEmpty();
    }

    @Test
    void columnsThatPgDumpPutsInAnotherOrderAreAnOutcomeOfTheirOwn() throws SQLException {
        SelfTestReport report = test(FeatureDatabase.REORDERED);
        LifeboatException failure = report.failure().orElseThrow();
        assertThat(failure.code()).isEqualTo(ErrorCode.PROOF_MISMATCH);
        assertThat(failure.getMessage())
                .isEqualTo("all came back but the order of columns in 2 tables that inherit:"
                        + " \"public\".\"child\" (a, b, c, own), which was (own, c, b, a);"
                        + " \"public\".\"grown_child\" (a, later, own), which was (a, own, later):"
                        + " statements that name columns find the same rows, others do not");
        assertThat(failure.hint())
                .isEqualTo("pg_dump and pg_restore do the same, since they put inherited columns first:"
                        + " name the columns in statements, or make such tables anew in that order");
    }
}
