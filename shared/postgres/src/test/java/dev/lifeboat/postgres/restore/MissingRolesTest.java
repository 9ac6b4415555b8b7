package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles that the source had and the target has not are told before anything is written. */
final class MissingRolesTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    private static final RestoreOptions BARE =
            new RestoreOptions(2, Selection.EVERYTHING, false, false, true, true, false);

    private final TestVault vault = new TestVault(new MemoryStore());
    private final String role = PostgresServer.freshName("Gone role");
    private final String quoted = '"' + role.replace("\"", "\"\"") + '"';
    private String database = "";

    @BeforeEach
    void makeRole() throws SQLException {
        database = SERVER.createFreshDatabase("roles");
        SERVER.execute(database, "CREATE ROLE " + quoted, "CREATE TABLE t AS SELECT 1 AS x", "CREATE TABLE u (y int)");
    }

    @AfterEach
    void removeRole() throws SQLException {
        SERVER.dropDatabase(database);
        SERVER.execute("postgres", "DROP ROLE IF EXISTS " + quoted);
    }

    private Manifest backUpThenDropRole(String... statements) throws SQLException {
        SERVER.execute(database, statements);
        Manifest manifest = vault.backup(SERVER, database, BackupOptions.DEFAULT);
        removeRole();
        return manifest;
    }

    private void assertRefused(Manifest manifest, RestoreOptions options, String hint) throws SQLException {
        String target = PostgresServer.freshName("never");
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class, () -> vault.restoreCreating(manifest, SERVER, target, options));
        assertThat(failure)
                .hasMessage(
                        "one role that the backup names is missing on the target: \"%s\": nothing was restored", role);
        assertThat(failure.code()).isEqualTo(ErrorCode.ROLES_MISSING);
        assertThat(failure.hint())
                .isEqualTo(
                        "create them, as in: lifeboat export BACKUP --globals --key FILE --to roles.sql, and psql --file roles.sql postgres; "
                                + hint);
        assertThat(SERVER.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(target);
    }

    private static RestoreOptions only(String table) {
        return new RestoreOptions(2, new Selection(List.of(), List.of(table)), true, true, true, true, false);
    }

    @Test
    void policyNeedsItsRoleWithoutOwnersAndPrivilegesToo() throws SQLException {
        Manifest manifest = backUpThenDropRole(
                "CREATE POLICY p ON t FOR SELECT TO postgres, %s USING (x IN (1))".formatted(quoted));
        assertRefused(
                manifest,
                BARE,
                "row-level security policies and user mappings need theirs with --no-owner --no-privileges, too");
    }

    @Test
    void userMappingNeedsItsRoleWithoutOwnersAndPrivilegesToo() throws SQLException {
        Manifest manifest = backUpThenDropRole(
                "CREATE FOREIGN DATA WRAPPER far",
                "CREATE SERVER away FOREIGN DATA WRAPPER far",
                "CREATE USER MAPPING FOR %s SERVER away".formatted(quoted));
        assertRefused(
                manifest,
                BARE,
                "row-level security policies and user mappings need theirs with --no-owner --no-privileges, too");
    }

    @Test
    void settingsOfMissingRolesAreNotedWithoutOwnersAndPrivileges() throws SQLException {
        Manifest manifest =
                backUpThenDropRole("ALTER ROLE %s IN DATABASE \"%s\" SET work_mem = '7MB'".formatted(quoted, database));
        assertRefused(
                manifest,
                RestoreOptions.DEFAULT,
                "or restore without owners and privileges: --no-owner --no-privileges");
        RestoreReport report = vault.restoreCreating(manifest, SERVER, PostgresServer.freshName("back"), BARE);
        assertThat(report.notes())
                .containsExactly(
                        "not restored, for role \"%s\" is not on the target: its setting work_mem for this database"
                                .formatted(role));
    }

    @Test
    void tableNeedsOnlyItsOwnRoles() throws SQLException {
        Manifest manifest = backUpThenDropRole("ALTER TABLE u OWNER TO " + quoted);
        assertRefused(
                manifest, only("public.u"), "or restore without owners and privileges: --no-owner --no-privileges");
        assertThat(vault.restoreCreating(manifest, SERVER, PostgresServer.freshName("back"), only("public.t"))
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void roleThatGoesDuringTheRestoreIsAPreconditionToo() throws SQLException {
        SERVER.execute(database, "CREATE POLICY p ON t TO " + quoted);
        Manifest manifest = vault.backup(SERVER, database, BackupOptions.DEFAULT);
        PostgresRestore restore = PostgresRestore.prepare(
                vault.source(manifest), TestVault.target(SERVER, PostgresServer.freshName("back"), true), BARE);
        removeRole();
        LifeboatException failure = catchThrowableOfType(LifeboatException.class, () -> restore.run(Progress.none()));
        assertThat(failure.code()).isEqualTo(ErrorCode.ROLES_MISSING);
        assertThat(failure)
                .hasMessageStartingWith("restoring the schema's post-data failed for: POLICY ")
                .hasMessageEndingWith(": the restore is not complete");
    }
}
