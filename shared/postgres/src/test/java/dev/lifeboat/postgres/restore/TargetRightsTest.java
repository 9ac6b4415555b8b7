package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the role that restores may not do is told before anything is written. */
@ParameterizedClass(name = "PostgreSQL {0}")
@MethodSource("majors")
final class TargetRightsTest {
    private final TestVault vault = new TestVault(new MemoryStore());
    private final String restorer = PostgresServer.freshName("restorer");
    private final String owner = PostgresServer.freshName("an \"odd\" owner");
    private final PostgresServer server;

    @SuppressWarnings("NullAway.Init")
    private Manifest manifest;

    TargetRightsTest(int major) {
        server = PostgresServer.shared(major);
    }

    static List<Integer> majors() {
        return List.of(
                PostgresPrograms.majorsAtHand().first(),
                PostgresPrograms.majorsAtHand().last());
    }

    @BeforeEach
    void backUp() throws SQLException {
        String source = server.createFreshDatabase("source");
        server.execute(
                source,
                "CREATE ROLE %s LOGIN".formatted(restorer),
                "CREATE ROLE " + quoted(owner),
                "CREATE SCHEMA s",
                "CREATE TABLE s.t (x int)",
                "CREATE TABLE public.u (x int)",
                "ALTER TABLE s.t OWNER TO " + quoted(owner),
                "ALTER TABLE public.u OWNER TO " + restorer,
                "ALTER SCHEMA s OWNER TO " + quoted(owner),
                "ALTER DATABASE %s OWNER TO %s".formatted(source, quoted(owner)));
        manifest = vault.backup(server, source, BackupOptions.DEFAULT);
    }

    private static String quoted(String name) {
        return Identifiers.quote(name);
    }

    private PostgresRestore prepare(String database, boolean create, boolean owners) {
        RestoreTarget target = new RestoreTarget(
                TestVault.address(server, database, restorer),
                TestVault.address(server, "postgres", restorer),
                TestVault.programs(),
                create);
        return PostgresRestore.prepare(
                vault.source(manifest),
                target,
                new RestoreOptions(2, Selection.EVERYTHING, owners, true, true, true, false));
    }

    private LifeboatException refused(String database, boolean create, boolean owners) {
        LifeboatException failure =
                catchThrowableOfType(LifeboatException.class, () -> prepare(database, create, owners));
        assertThat(failure.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING);
        return failure;
    }

    @Test
    void createNeedsARoleThatMayCreateDatabasesAndGiveThemAway() throws SQLException {
        String target = PostgresServer.freshName("back");
        LifeboatException failure = refused(target, true, true);
        assertThat(failure)
                .hasMessage("role \"%s\" may not create databases, as --create has to: nothing was restored", restorer);
        assertThat(failure.hint())
                .isEqualTo(
                        "let a superuser run: ALTER ROLE \"%s\" CREATEDB; or restore into an empty database, without --create"
                                .formatted(restorer));

        server.execute("postgres", "ALTER ROLE \"%s\" CREATEDB".formatted(restorer));
        failure = refused(target, true, true);
        assertThat(failure)
                .hasMessage(
                        "role \"%s\" may not make %s the owner of what is theirs in the backup: nothing was restored",
                        restorer, quoted(owner));
        assertThat(failure.hint())
                .isEqualTo(
                        "restore as a superuser; or let everything belong to that role: --no-owner; or let a superuser run: GRANT %s TO \"%s\""
                                .formatted(quoted(owner), restorer));

        server.execute("postgres", "GRANT %s TO \"%s\"".formatted(quoted(owner), restorer));
        assertThat(prepare(target, true, true).run(Progress.none()).mismatches())
                .isEmpty();
        assertThat(server.value(target, "SELECT tableowner FROM pg_tables WHERE tablename = 't'"))
                .isEqualTo(owner);
    }

    @Test
    void withoutOwnersNoneHasToBeGivenAway() throws SQLException {
        server.execute("postgres", "ALTER ROLE \"%s\" CREATEDB".formatted(restorer));
        String target = PostgresServer.freshName("back");
        assertThat(prepare(target, true, false).run(Progress.none()).mismatches())
                .isEmpty();
    }

    @Test
    void databaseOfSomebodyElseNeedsTheRightToCreateInIt() throws SQLException {
        String target = server.createFreshDatabase("theirs");
        server.execute(target, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        LifeboatException failure = refused(target, false, false);
        assertThat(failure)
                .hasMessage(
                        "role \"%s\" may not create schemas in database \"%s\", which needs \"s\": nothing was restored",
                        restorer, target);
        assertThat(failure.hint())
                .isEqualTo("let its owner run: GRANT CREATE ON DATABASE \"%s\" TO \"%s\"".formatted(target, restorer));

        server.execute(target, "GRANT CREATE ON DATABASE \"%s\" TO \"%s\"".formatted(target, restorer));
        failure = refused(target, false, false);
        assertThat(failure)
                .hasMessage(
                        "role \"%s\" may not create anything in schemas \"public\" of database \"%s\": nothing was restored",
                        restorer, target);
        assertThat(failure.hint())
                .isEqualTo("let their owners run: GRANT CREATE ON SCHEMA \"public\" TO \"%s\"".formatted(restorer));

        server.execute(target, "GRANT CREATE ON SCHEMA \"public\" TO \"%s\"".formatted(restorer));
        assertThat(prepare(target, false, false).run(Progress.none()).mismatches())
                .isEmpty();
    }

    @Test
    void largeObjectsHaveToBeReadForTheirProof() throws SQLException {
        String source = server.createFreshDatabase("objects");
        server.execute(source, "SELECT lo_from_bytea(0, 'a large object')");
        manifest = vault.backup(server, source, BackupOptions.DEFAULT);
        server.execute("postgres", "ALTER ROLE \"%s\" CREATEDB".formatted(restorer));
        String target = PostgresServer.freshName("back");

        LifeboatException failure = refused(target, true, false);
        assertThat(failure)
                .hasMessage(
                        "role \"%s\" may not read large objects back, as their proof has to: nothing was restored",
                        restorer);
        assertThat(failure.hint())
                .isEqualTo("let a superuser run: GRANT pg_read_all_data TO \"%s\"; or restore as a superuser"
                        .formatted(restorer));

        server.execute("postgres", "GRANT pg_read_all_data TO \"%s\"".formatted(restorer));
        assertThat(prepare(target, true, false).run(Progress.none()).mismatches())
                .isEmpty();
    }
}
