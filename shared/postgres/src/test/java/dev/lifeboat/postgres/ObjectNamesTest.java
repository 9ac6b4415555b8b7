package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that name indexes, which pg_dump's own archives do not restore: there, rows come before indexes. */
final class ObjectNamesTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    private final TestVault vault = new TestVault(new MemoryStore());

    /** Tables that name indexes, with all that post-data brings: it must find the rows as if they had come first. */
    private static String database(PostgresServer server) throws SQLException {
        String database = server.createFreshDatabase("names");
        server.execute(
                database,
                "CREATE TABLE other (id int PRIMARY KEY)",
                "CREATE INDEX other_odd ON other ((id + 1))",
                "CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (10)",
                "INSERT INTO other SELECT generate_series(1, 9)",
                "INSERT INTO parts SELECT generate_series(1, 9)",
                "CREATE DOMAIN an_index AS regclass",
                "CREATE TYPE place AS (index an_index, since int)",
                "CREATE TABLE naming (id int PRIMARY KEY REFERENCES other, index regclass, many regclass[], at place,"
                        + " note text CHECK (note <> 'fired'))",
                "CREATE INDEX naming_own ON naming (note) INCLUDE (id)",
                "INSERT INTO naming SELECT 1, 'other_odd', '{naming_own,naming_pkey,parts_pkey}',"
                        + " '(part_pkey,1)'::place, 'one'",
                "INSERT INTO naming SELECT n, 'other_pkey', NULL, NULL, 'row' FROM generate_series(2, 9) n",
                "CREATE TABLE pointing (id int REFERENCES naming)",
                "INSERT INTO pointing SELECT generate_series(1, 9)",
                "CREATE MATERIALIZED VIEW over AS SELECT count(*) AS n FROM naming",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN NEW.note = 'fired'; RETURN NEW; END$$",
                "CREATE TRIGGER fire BEFORE INSERT ON naming FOR EACH ROW EXECUTE FUNCTION fire()",
                "ALTER TABLE naming ENABLE ALWAYS TRIGGER fire",
                "ALTER TABLE naming REPLICA IDENTITY USING INDEX naming_pkey",
                "ALTER TABLE naming CLUSTER ON naming_pkey");
        return database;
    }

    @EveryMajor
    void rowsThatNameIndexesComeBack(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = database(server);
        Manifest manifest = vault.backup(server, database, BackupOptions.DEFAULT);
        String restored = PostgresServer.freshName("back");
        RestoreReport report = vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
        assertThat(report.mismatches()).isEmpty();
        NormalizedDump.assertSameDatabase(server, database, restored);
        assertThat(server.value(restored, "SELECT n FROM over")).isEqualTo("9");
    }

    @Test
    void oneTableThatNamesItsOwnIndexesComesBack() throws SQLException {
        String database = SERVER.createFreshDatabase("names");
        SERVER.execute(
                database,
                "CREATE TABLE other (id int PRIMARY KEY)",
                "CREATE TABLE naming (id int PRIMARY KEY, index regclass)",
                "INSERT INTO naming VALUES (1, 'naming_pkey')");
        Manifest manifest = vault.backup(SERVER, database, BackupOptions.DEFAULT);
        String restored = SERVER.createFreshDatabase("back");
        RestoreReport report = vault.restore(manifest, SERVER, restored, only("naming"));
        assertThat(report.mismatches()).isEmpty();
        assertThat(SERVER.values(restored, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactlyInAnyOrder("naming", "naming_pkey");
        assertThat(SERVER.value(restored, "SELECT index FROM naming")).isEqualTo("naming_pkey");
    }

    private static RestoreOptions only(String table) {
        return new RestoreOptions(
                2, new Selection(List.of(), List.of("public." + table)), true, true, true, true, false);
    }

    @Test
    void nameThatIsNotInTheBackupIsAnErrorThatSaysWhatToDo() throws SQLException {
        String database = SERVER.createFreshDatabase("names");
        SERVER.execute(
                database,
                "CREATE TABLE long (t text)",
                "CREATE TABLE naming AS SELECT reltoastrelid::regclass AS toast FROM pg_class WHERE relname = 'long'");
        String toast = SERVER.value(database, "SELECT toast FROM naming");
        Manifest manifest = vault.backup(SERVER, database, BackupOptions.DEFAULT);
        assertThatThrownBy(() -> vault.restoreCreating(
                        manifest, SERVER, PostgresServer.freshName("back"), RestoreOptions.DEFAULT))
                .isInstanceOfSatisfying(LifeboatException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
                    assertThat(failure.getMessage())
                            .isEqualTo("loading rows into table \"public\".\"naming\" failed, SQLSTATE 42P01,"
                                    + " relation \"%s\" does not exist: the restore is not complete".formatted(toast));
                    assertThat(failure.hint())
                            .startsWith("a value of a type such as regclass or regproc names what is not in the"
                                    + " restored database");
                });
    }
}
