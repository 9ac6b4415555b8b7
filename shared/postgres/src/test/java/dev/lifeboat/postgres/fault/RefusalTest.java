package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.OmittedEntry;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.connect.Addresses;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What cannot be backed up is an error that names it, or an omission that was asked for. */
final class RefusalTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    private final TestVault vault = new TestVault(new MemoryStore());

    private static String database(String... statements) throws SQLException {
        String database = SERVER.createFreshDatabase("refused");
        SERVER.execute(database, statements);
        return database;
    }

    private static String role(String database, String options, String... grants) throws SQLException {
        String role = PostgresServer.freshName("reader");
        SERVER.execute(database, "CREATE ROLE %s LOGIN %s".formatted(role, options));
        for (String grant : grants) {
            SERVER.execute(database, grant.formatted(role));
        }
        return role;
    }

    private Manifest backup(PostgresServer server, String database, String role, Omission... omit) {
        Set<Omission> omitted = EnumSet.of(Omission.ROLE_PASSWORDS, omit);
        DatabaseAddress address = Addresses.of(server, database, role);
        return vault.take(
                        vault.store(),
                        new SessionDatabase(address, "lifeboat backup"),
                        facts -> new ProgramDefinitions(
                                TestVault.programs().forServer(facts.major()), address, facts.encoding()),
                        TestVault.newId(),
                        new BackupOptions(
                                1, BackupOptions.DEFAULT.segmentBytes(), omitted, BackupOptions.DEFAULT.lockTimeout()),
                        BackupStep.Listener.NONE)
                .manifest();
    }

    private void assertRefused(String database, String role, ErrorCode code, String message, String hint) {
        LifeboatException failure = catchThrowableOfType(LifeboatException.class, () -> backup(SERVER, database, role));
        assertThat(failure).isNotNull();
        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.hint()).isEqualTo(hint);
        assertThat(vault.catalog().ids()).isEmpty();
    }

    @Test
    void roleThatWouldSeeOnlySomeRowsIsRefused() throws SQLException {
        String database = database(
                "CREATE TABLE t (x int)",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY above_one ON t USING (x > 1)",
                "INSERT INTO t VALUES (1), (2)");
        String role = role(database, "", "GRANT pg_read_all_data TO %s");
        assertRefused(
                database,
                role,
                ErrorCode.PRIVILEGE_MISSING,
                "copying table \"public\".\"t\" was refused, SQLSTATE 42501, query would be affected by row-level security policy for table \"t\": no backup was made",
                "connect as a superuser, or as a role with pg_read_all_data and BYPASSRLS");
        String exempt = role(database, "BYPASSRLS", "GRANT pg_read_all_data TO %s");
        assertThat(backup(SERVER, database, exempt).totals().rows()).isEqualTo(2);
    }

    @Test
    void tableThatTheRoleMayNotReadIsRefused() throws SQLException {
        String database = database("CREATE TABLE t (x int)");
        assertRefused(
                database,
                role(database, ""),
                ErrorCode.PRIVILEGE_MISSING,
                "locking a table was refused, SQLSTATE 42501, permission denied for table t: no backup was made",
                "connect as a superuser, or as a role with pg_read_all_data and BYPASSRLS");
    }

    @Test
    void columnThatTheRoleMayNotReadIsRefused() throws SQLException {
        String database = database("CREATE TABLE t (x int, y int)");
        assertRefused(
                database,
                role(database, "", "GRANT SELECT (x) ON t TO %s"),
                ErrorCode.PRIVILEGE_MISSING,
                "locking a table was refused, SQLSTATE 42501, permission denied for table t: no backup was made",
                "connect as a superuser, or as a role with pg_read_all_data and BYPASSRLS");
    }

    @Test
    void sequenceThatTheRoleMayNotReadIsRefused() throws SQLException {
        String database = database("CREATE SEQUENCE s", "CREATE TABLE t (x int)");
        String role = role(database, "", "GRANT SELECT ON t TO %s");
        LifeboatException failure = catchThrowableOfType(LifeboatException.class, () -> backup(SERVER, database, role));
        assertThat(failure)
                .hasMessageStartingWith("pg_dump ended with exit code 1; it said: pg_dump: error: ")
                .hasMessageContaining("sequence")
                .hasMessageEndingWith(": the schema is not backed up");
        assertThat(vault.catalog().ids()).isEmpty();
    }

    @Test
    void readerOfAllDataBacksUpLargeObjectsToo() throws SQLException {
        String database = database("CREATE TABLE t (x int)", "SELECT lo_from_bytea(0, 'hello')", "CREATE SEQUENCE s");
        String role = role(database, "", "GRANT pg_read_all_data TO %s");
        Manifest manifest = backup(SERVER, database, role);
        String back = PostgresServer.freshName("refused_back");
        vault.restoreCreating(manifest, SERVER, back, RestoreOptions.DEFAULT);
        NormalizedDump.assertSameDatabase(SERVER, database, back);
    }

    @Test
    void foreignTableIsAnErrorOrAnOmission() throws SQLException {
        String database = database(
                "CREATE FOREIGN DATA WRAPPER far",
                "CREATE SERVER away FOREIGN DATA WRAPPER far",
                "CREATE FOREIGN TABLE \"Far t\" (x int) SERVER away");
        assertRefused(
                database,
                "postgres",
                ErrorCode.NOT_BACKED_UP,
                "rows of foreign tables live in another system, here \"public\".\"Far t\": no backup was made, for it would not be complete",
                "to leave them out and have every listing say so: --omit foreign-rows");
        Manifest manifest = backup(SERVER, database, "postgres", Omission.FOREIGN_ROWS);
        assertThat(manifest.omissions()).isEqualTo(2);
        String back = PostgresServer.freshName("refused_back");
        RestoreReport report = vault.restoreCreating(manifest, SERVER, back, RestoreOptions.DEFAULT);
        assertThat(report.omitted())
                .contains(new OmittedEntry(
                        "foreign-rows", "\"public\".\"Far t\"", "rows of foreign tables live in another system"));
        NormalizedDump.assertSameDatabase(SERVER, database, back);
    }

    @Test
    void subscriptionIsAnErrorOrAnOmissionForWhoMayNotDumpIt() throws SQLException {
        String name = PostgresServer.freshName("subscription");
        String database = database("CREATE TABLE t (x int)");
        String role = role(database, "", "GRANT pg_read_all_data TO %s");
        SERVER.execute(
                database,
                "CREATE SUBSCRIPTION %s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)"
                        .formatted(name));
        try {
            assertRefused(
                    database,
                    role,
                    ErrorCode.NOT_BACKED_UP,
                    "only a superuser can dump subscriptions, here \"%s\": no backup was made, for it would not be complete"
                            .formatted(name),
                    "to leave them out and have every listing say so: --omit subscriptions");
            assertThat(backup(SERVER, database, role, Omission.SUBSCRIPTIONS).omissions())
                    .isEqualTo(2);
            assertThat(backup(SERVER, database, "postgres").omissions()).isEqualTo(1);
        } finally {
            SERVER.execute(database, "DROP SUBSCRIPTION " + name);
        }
    }

    @Test
    void unloggedRowsAreAnErrorOrAnOmissionOnAStandby() throws SQLException {
        try (PostgresServer primary =
                PostgresServer.of(PostgresPrograms.majorsAtHand().last()).start()) {
            String database = primary.createFreshDatabase("standby");
            primary.execute(
                    database,
                    "CREATE TABLE t AS SELECT n FROM generate_series(1, 10) n",
                    "CREATE UNLOGGED TABLE fleeting AS SELECT 1 AS x");
            try (PostgresServer standby = primary.startStandby()) {
                LifeboatException failure =
                        catchThrowableOfType(LifeboatException.class, () -> backup(standby, database, "postgres"));
                assertThat(failure.code()).isEqualTo(ErrorCode.NOT_BACKED_UP);
                assertThat(failure)
                        .hasMessage(
                                "rows of unlogged tables cannot be read on a standby, here \"public\".\"fleeting\": no backup was made, for it would not be complete");
                Manifest manifest = backup(standby, database, "postgres", Omission.UNLOGGED_ROWS);
                assertThat(manifest.totals().rows()).isEqualTo(10);
                String back = PostgresServer.freshName("standby_back");
                assertThat(vault.restoreCreating(manifest, SERVER, back, RestoreOptions.DEFAULT)
                                .rows())
                        .isEqualTo(10);
                assertThat(SERVER.value(back, "SELECT count(*)::text FROM fleeting"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void nameThatIsNotUtf8IsAnErrorAndOtherTextIsNot() throws SQLException {
        String database = PostgresServer.freshName("ascii");
        SERVER.createDatabase(database, "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
        SERVER.execute(
                database,
                "DO $$BEGIN EXECUTE 'CREATE TYPE mood AS ENUM (''ok'', ''' || convert_from('\\xe9', 'SQL_ASCII') || ''')'; END$$",
                "CREATE TABLE t AS SELECT n, enum_last(NULL::mood) AS feeling FROM generate_series(1, 3) n",
                "DO $$BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN text text DEFAULT ''' || convert_from('\\xe9', 'SQL_ASCII') || ''''; END$$");
        Manifest manifest = backup(SERVER, database, "postgres");
        String back = PostgresServer.freshName("ascii_back");
        vault.restoreCreating(manifest, SERVER, back, RestoreOptions.DEFAULT);
        NormalizedDump.assertSameDatabase(SERVER, database, back);

        SERVER.execute(
                database,
                "DO $$BEGIN EXECUTE 'CREATE TABLE u (\"' || convert_from('\\xe9', 'SQL_ASCII') || '\" int)'; END$$");
        LifeboatException failure =
                catchThrowableOfType(LifeboatException.class, () -> backup(SERVER, database, "postgres"));
        assertThat(failure.code()).isEqualTo(ErrorCode.NAME_NOT_UTF8);
        assertThat(failure)
                .hasMessage(
                        "relation with OID %s, its schema or one of its columns has a name that is not UTF-8: no backup was made"
                                .formatted(SERVER.value(database, "SELECT 'u'::regclass::oid::text")));
    }
}
