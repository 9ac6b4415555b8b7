package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every feature of PostgreSQL comes back as pg_dump sees it. */
final class FeatureRoundTripTest {
    /** Segments far smaller than in practice, so that many tables have several. */
    private static final BackupOptions SMALL_SEGMENTS = new BackupOptions(
            3, 64 * 1024, EnumSet.of(Omission.ROLE_PASSWORDS, Omission.FOREIGN_ROWS), Duration.ofSeconds(30));

    /** Everything, and what cannot be in one database with the rest. */
    private static final Set<FeatureDatabase> DATABASES = EnumSet.of(
            FeatureDatabase.EVERYTHING,
            FeatureDatabase.EMPTY,
            FeatureDatabase.REORDERED,
            FeatureDatabase.SQL_ASCII,
            FeatureDatabase.LATIN1,
            FeatureDatabase.EUC_JP,
            FeatureDatabase.ICU);

    static Stream<Arguments> databases() {
        return PostgresPrograms.majors().stream()
                .flatMap(major -> DATABASES.stream().map(database -> Arguments.of(major, database)));
    }

    static Stream<Arguments> upgrades() {
        return PostgresPrograms.majors().stream()
                .flatMap(from -> PostgresPrograms.majors().stream()
                        .filter(to -> to > from)
                        .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "PostgreSQL {0}, {1}")
    @MethodSource("databases")
    void databaseComesBackAsPgDumpSeesIt(int major, FeatureDatabase feature) throws SQLException {
        PostgresPrograms.required(major);
        PostgresServer server = PostgresServer.shared(major);
        String original = feature.create(server);
        String restored = PostgresServer.freshName("restored");
        TestVault vault = new TestVault(new MemoryStore());
        try {
            Manifest manifest = vault.backup(server, original, SMALL_SEGMENTS);
            RestoreReport report = vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
            assertThat(report.mismatches()).isEmpty();
            if (feature.keepsColumnOrder()) {
                NormalizedDump.assertSameDatabase(server, original, restored);
            }
        } finally {
            server.dropDatabase(restored);
            server.dropDatabase(original);
        }
    }

    /** A newer server writes views in other words and has other defaults, so what psql makes of a dump is the witness. */
    @ParameterizedTest(name = "PostgreSQL {0} into {1}")
    @MethodSource("upgrades")
    void databaseComesBackInANewerMajorAsFromPgDump(int from, int to) throws SQLException {
        PostgresPrograms programs = PostgresPrograms.required(from);
        PostgresPrograms.required(to);
        PostgresServer server = PostgresServer.shared(from);
        PostgresServer target = PostgresServer.shared(to);
        String original = FeatureDatabase.EVERYTHING.create(server);
        FeatureDatabase.createRoles(target);
        String restored = PostgresServer.freshName("upgraded");
        TestVault vault = new TestVault(new MemoryStore());
        try {
            Manifest manifest = vault.backup(server, original, SMALL_SEGMENTS);
            RestoreReport report = vault.restoreCreating(manifest, target, restored, RestoreOptions.DEFAULT);
            assertThat(report.mismatches()).isEmpty();
            Program.Result dump = Program.at(programs.pgDump(), "--create", "--dbname=" + server.uri(original))
                    .within(Duration.ofMinutes(5))
                    .succeed();
            target.psql("postgres")
                    .with("--output=/dev/null")
                    .input(dump.output())
                    .succeed();
            NormalizedDump.assertSameDatabase(target, original, restored);
        } finally {
            target.dropDatabase(original);
            target.dropDatabase(restored);
            server.dropDatabase(original);
        }
    }
}
