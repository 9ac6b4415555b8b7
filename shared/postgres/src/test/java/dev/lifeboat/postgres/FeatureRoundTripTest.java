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
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every feature of PostgreSQL comes back as pg_dump sees it. */
final class FeatureRoundTripTest {
    /** Segments far smaller than in practice, so that many tables have several. */
    private static final BackupOptions SMALL_SEGMENTS = new BackupOptions(
            3, 64 * 1024, EnumSet.of(Omission.ROLE_PASSWORDS, Omission.FOREIGN_ROWS), Duration.ofSeconds(30));

    static Stream<Arguments> databases() {
        return PostgresPrograms.majors().stream()
                .flatMap(major -> Stream.of(FeatureDatabase.values())
                        .filter(d -> System.getenv("ONLY") == null
                                || java.util.List.of(System.getenv("ONLY").split(","))
                                        .contains(d.name()))
                        .map(database -> Arguments.of(major, database)));
    }

    @ParameterizedTest(name = "PostgreSQL {0}, {1}")
    @MethodSource("databases")
    void databaseComesBackAsPgDumpSeesIt(int major, FeatureDatabase feature) throws SQLException {
        PostgresPrograms.required(major);
        PostgresServer server = PostgresServer.shared(major);
        String original = feature.create(server);
        String restored = PostgresServer.freshName("restored");
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest = vault.backup(server, original, SMALL_SEGMENTS);
        try {
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
}
