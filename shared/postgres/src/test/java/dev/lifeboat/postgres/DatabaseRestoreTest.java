package dev.lifeboat.postgres;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;

/** What is no row of a table comes back, too. */
final class DatabaseRestoreTest {
    @EveryMajor
    void largeObjectsComeBackWithOwnersPrivilegesAndComments(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = FeatureDatabase.LARGE_OBJECTS.create(server);
        NormalizedDump.assertSameDatabase(server, database, backUpAndRestore(server, database));
    }

    @EveryMajor
    void templateDatabaseComesBackAsOne(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("template");
        server.execute(database, "ALTER DATABASE %s IS_TEMPLATE true".formatted(database));
        String restored = backUpAndRestore(server, database);
        try {
            NormalizedDump.assertSameDatabase(server, database, restored);
        } finally {
            for (String each : new String[] {database, restored}) {
                server.execute("postgres", "ALTER DATABASE %s IS_TEMPLATE false".formatted(each));
            }
        }
    }

    private static String backUpAndRestore(PostgresServer server, String database) {
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        String restored = PostgresServer.freshName("restored");
        vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
        return restored;
    }
}
