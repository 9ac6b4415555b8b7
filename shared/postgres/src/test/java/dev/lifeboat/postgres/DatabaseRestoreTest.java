package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;

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

    @EveryMajor
    void builtinLocaleComesBack(int major) throws SQLException {
        assumeThat(major).isGreaterThanOrEqualTo(17);
        comesBackWith(major, "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'");
    }

    @EveryMajor
    void rulesOfIcuComeBack(int major) throws SQLException {
        assumeThat(major).isGreaterThanOrEqualTo(16);
        comesBackWith(major, "LOCALE_PROVIDER icu ICU_LOCALE 'und' ICU_RULES '&b < a' LOCALE 'C'");
    }

    private static void comesBackWith(int major, String locale) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = PostgresServer.freshName("locale");
        server.createDatabase(database, "TEMPLATE template0 ENCODING 'UTF8' " + locale);
        server.execute(
                database,
                "CREATE TABLE t (word text PRIMARY KEY)",
                "INSERT INTO t VALUES ('a'), ('b'), ('Ä'), ('ä'), ('z')",
                "CREATE MATERIALIZED VIEW m AS SELECT string_agg(upper(word), '' ORDER BY word) FROM t");
        String restored = backUpAndRestore(server, database);
        NormalizedDump.assertSameDatabase(server, database, restored);
        assertThat(server.value(restored, "SELECT * FROM m")).isEqualTo(server.value(database, "SELECT * FROM m"));
    }

    @EveryMajor
    void tablespacesAreUsedOrMissedBeforeAnythingIsWritten(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String ofDatabase = PostgresServer.freshName("space");
        String other = PostgresServer.freshName("Other space");
        for (String name : List.of(ofDatabase, other)) {
            server.execute(
                    "postgres",
                    "SET allow_in_place_tablespaces = on",
                    "CREATE TABLESPACE %s LOCATION ''".formatted(PostgresServer.quoted(name)));
        }
        String database = PostgresServer.freshName("spacious");
        server.createDatabase(database, "TEMPLATE template0 TABLESPACE " + PostgresServer.quoted(ofDatabase));
        server.execute(
                database,
                "CREATE TABLE here (x int PRIMARY KEY)",
                "CREATE TABLE there (x int PRIMARY KEY USING INDEX TABLESPACE pg_default) TABLESPACE "
                        + PostgresServer.quoted(other),
                "CREATE INDEX elsewhere ON here (x) TABLESPACE " + PostgresServer.quoted(other),
                "INSERT INTO there VALUES (1)");
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        String restored = PostgresServer.freshName("restored");
        vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
        NormalizedDump.assertSameDatabase(server, database, restored);

        server.dropDatabase(restored);
        server.dropDatabase(database);
        server.execute("postgres", "DROP TABLESPACE " + PostgresServer.quoted(ofDatabase));
        server.execute("postgres", "DROP TABLESPACE " + PostgresServer.quoted(other));
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class,
                () -> vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT));
        assertThat(failure.code()).isEqualTo(ErrorCode.TARGET_REFUSED);
        assertThat(failure)
                .hasMessage(
                        "the target lacks tablespaces of the backup, \"%s\", \"%s\": nothing was restored",
                        other, ofDatabase);
        assertThat(failure.hint())
                .isEqualTo("create each, as in: CREATE TABLESPACE \"%s\" LOCATION '/a/folder/on/the/server'"
                        .formatted(other));
        assertThat(server.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(restored);
    }

    private static String backUpAndRestore(PostgresServer server, String database) {
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        String restored = PostgresServer.freshName("restored");
        vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
        return restored;
    }
}
