package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What options or the target leave out is told before and after; what is the database's own comes back. */
@TestInstance(Lifecycle.PER_CLASS)
final class RestoreNotesTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    private final TestVault vault = new TestVault(new MemoryStore());
    private final String role = PostgresServer.freshName("holder");
    private final String database = PostgresServer.freshName("own");
    private final String subscription = PostgresServer.freshName("subscribed");

    @SuppressWarnings("NullAway.Init")
    private Manifest manifest;

    @BeforeAll
    void backUp() throws SQLException {
        SERVER.createDatabase(database);
        SERVER.execute(
                database,
                "CREATE ROLE " + role,
                "CREATE TABLE t AS SELECT 1 AS x",
                "CREATE PUBLICATION feed FOR TABLE t",
                "CREATE SUBSCRIPTION %s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)"
                        .formatted(subscription),
                "GRANT SELECT ON t TO " + role,
                "CREATE TABLE u (y int)",
                "ALTER TABLE u OWNER TO " + role,
                "ALTER DATABASE %s OWNER TO %s".formatted(database, role),
                "GRANT CREATE ON DATABASE %s TO pg_monitor".formatted(database),
                "REVOKE TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(database),
                "ALTER DATABASE %s SET work_mem = '7MB'".formatted(database),
                "ALTER DATABASE %s CONNECTION LIMIT 9".formatted(database),
                "COMMENT ON DATABASE %s IS 'ours'".formatted(database));
        manifest = vault.backup(SERVER, database, BackupOptions.DEFAULT);
        SERVER.execute(
                database, "ALTER SUBSCRIPTION %s DISABLE".formatted(subscription), "DROP SUBSCRIPTION " + subscription);
    }

    private static RestoreOptions options(boolean owners, boolean privileges, boolean others, boolean into) {
        return new RestoreOptions(2, Selection.EVERYTHING, owners, privileges, others, others, into);
    }

    private static String access(String of) throws SQLException {
        return String.valueOf(
                SERVER.value("postgres", "SELECT datacl::text FROM pg_database WHERE datname = '%s'".formatted(of)));
    }

    @Test
    void emptyDatabaseGetsWhatIsTheDatabasesOwn() throws SQLException {
        String target = SERVER.createFreshDatabase("empty");
        SERVER.execute("postgres", "ALTER DATABASE %s OWNER TO %s".formatted(target, role));

        RestoreReport report = vault.restore(manifest, SERVER, target, options(true, true, false, false));

        assertThat(report.notes())
                .startsWith(
                        "left out by --no-subscriptions: subscriptions \"%s\"".formatted(subscription),
                        "left out by --no-publications: publications \"feed\"");
        assertThat(access(target)).isEqualTo(access(database));
        assertThat(SERVER.value(target, "SHOW work_mem")).isEqualTo("7MB");
        assertThat(
                        SERVER.value(
                                target,
                                "SELECT datconnlimit || shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("9ours");
    }

    @Test
    void databaseOfAnotherOwnerKeepsItAndSaysSo() throws SQLException {
        String target = SERVER.createFreshDatabase("empty");
        assertThat(vault.restore(manifest, SERVER, target, options(true, true, false, false))
                        .notes())
                .contains("not restored: the database's owner \"%s\", it belongs to \"postgres\"".formatted(role));
        assertThat(access(target)).isEqualTo(access(database).replace(role, "postgres"));
    }

    @Test
    void databaseThatHoldsOtherThingsKeepsItsOwnAndSaysSo() throws SQLException {
        String target = SERVER.createFreshDatabase("holds");
        SERVER.execute(target, "CREATE TABLE other (z int)");
        assertThat(vault.restore(manifest, SERVER, target, options(true, true, false, true))
                        .notes())
                .contains(
                        "not restored, for the database holds other things: its settings (work_mem), its privileges, its comment, its connection limit");
        assertThat(access(target)).isEqualTo("null");
    }

    @Test
    void withoutOwnersTheDatabasesPrivilegesComeBackForWhoeverOwnsIt() throws SQLException {
        String target = PostgresServer.freshName("back");
        RestoreReport report = vault.restoreCreating(manifest, SERVER, target, options(false, true, false, false));
        assertThat(report.notes()).contains("left out by --no-owner: owners \"%s\"".formatted(role));
        assertThat(access(target)).isEqualTo(access(database).replace(role, "postgres"));
    }

    @Test
    void whatIsLeftOutIsSaidBeforeToo() {
        PostgresRestore restore = PostgresRestore.prepare(
                vault.source(manifest),
                TestVault.target(SERVER, PostgresServer.freshName("never"), true),
                options(false, false, false, false));
        assertThat(restore.estimate().leftOut())
                .contains(
                        "left out by --no-owner: owners \"%s\"".formatted(role),
                        "left out by --no-privileges: privileges of \"PUBLIC\", \"%s\", \"pg_monitor\"".formatted(role),
                        "left out by --no-subscriptions: subscriptions \"%s\"".formatted(subscription),
                        "left out by --no-publications: publications \"feed\"");
    }

    @Test
    void optionsThatLeaveNothingOutAreNoNotes() throws SQLException {
        String plain = SERVER.createFreshDatabase("plain");
        SERVER.execute(plain, "CREATE TABLE t AS SELECT 1 AS x");
        Manifest backup = vault.backup(SERVER, plain, BackupOptions.DEFAULT);
        String target = PostgresServer.freshName("back");
        RestoreReport report = PostgresRestore.prepare(
                        vault.source(backup),
                        TestVault.target(SERVER, target, true),
                        options(false, false, false, false))
                .run(Progress.none());
        assertThat(report.notes()).isEmpty();
        NormalizedDump.assertSameDatabase(SERVER, plain, target);
    }
}
