package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;

final class RoundTripTest {
    @EveryMajor
    void smallDatabaseComesBackRowForRow(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("small");
        server.execute(
                database,
                "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)",
                "INSERT INTO t (name) SELECT 'row ' || n FROM generate_series(1, 10000) n",
                "CREATE TABLE empty ()",
                "SELECT lo_from_bytea(0, 'hello')");
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        RestoreReport report =
                vault.restoreCreating(manifest, server, PostgresServer.freshName("back"), RestoreOptions.DEFAULT);
        assertThat(report.mismatches()).isEmpty();
        assertThat(report.rows()).isEqualTo(10_002);
        assertThat(report.tables()).hasSize(4);
    }
}
