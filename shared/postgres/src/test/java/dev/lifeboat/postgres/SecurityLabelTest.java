package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;

/**
 * Security labels are not lost in silence where the target lacks their provider. No provider is at hand to set them with, so
 * they are written into the catalogs, where a provider would leave them.
 */
final class SecurityLabelTest {
    private final TestVault vault = new TestVault(new MemoryStore());

    private String refusal(PostgresServer server, String label) throws SQLException {
        String database = server.createFreshDatabase("labelled");
        server.execute(database, "CREATE TABLE t (id int)", label);
        try {
            Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
            String back = PostgresServer.freshName("back");
            return assertThatExceptionOfType(LifeboatException.class)
                    .isThrownBy(() -> vault.restoreCreating(manifest, server, back, RestoreOptions.DEFAULT))
                    .actual()
                    .getMessage();
        } finally {
            server.dropDatabase(database);
        }
    }

    @EveryMajor
    void labelOfATableWhoseProviderIsMissingFailsTheRestore(int major) throws SQLException {
        String refusal = refusal(
                PostgresServer.shared(major),
                "INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'guard', 'secret')");
        assertThat(refusal)
                .startsWith("restoring the schema's ")
                .contains("security label provider \"guard\" is not loaded")
                .doesNotContain("secret");
    }

    @EveryMajor
    void labelOfTheDatabaseWhoseProviderIsMissingFailsTheRestore(int major) throws SQLException {
        String refusal = refusal(
                PostgresServer.shared(major),
                "INSERT INTO pg_shseclabel SELECT oid, 'pg_database'::regclass, 'guard', 'secret'"
                        + " FROM pg_database WHERE datname = current_database()");
        assertThat(refusal)
                .isEqualTo(
                        "setting the database's own security label of provider \"guard\", which the target has to have"
                                + " loaded, failed, SQLSTATE 22023: the restore is not complete");
    }
}
