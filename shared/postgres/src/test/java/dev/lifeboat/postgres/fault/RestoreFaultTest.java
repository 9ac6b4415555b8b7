package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.fault.FaultyDatabase.Fault;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreTarget;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at every read of the store and at every statement, one at a time: a restore that says that it failed. */
@Timeout(180)
final class RestoreFaultTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    private static final boolean ALL = System.getProperty("lifeboat.faults", "").equals("all");

    private static final TestVault VAULT = new TestVault(new MemoryStore());

    @SuppressWarnings("NullAway.Init")
    private static Manifest manifest;

    @BeforeAll
    static void takeBackup() throws SQLException {
        String name = SERVER.createFreshDatabase("whole");
        SERVER.execute(
                name,
                "CREATE TABLE long (id int PRIMARY KEY, text text)",
                "INSERT INTO long SELECT n, repeat('x', 2000) FROM generate_series(1, 9) n",
                "CREATE TABLE short AS SELECT 1 AS x",
                "CREATE TABLE empty ()",
                "CREATE SEQUENCE s",
                "SELECT lo_from_bytea(0, 'hello')",
                "ALTER DATABASE %s SET work_mem = '5MB'".formatted(name));
        manifest = VAULT.backup(
                SERVER, name, new BackupOptions(1, 8 * 1024, BackupOptions.DEFAULT.omit(), Duration.ofSeconds(5)));
    }

    /** Restores into a new database, and drops it. */
    private static RestoreReport restore(ObjectStore from, FaultyDatabase to) throws SQLException {
        return restore(from, to, 1);
    }

    private static RestoreReport restore(ObjectStore from, FaultyDatabase to, int jobs) throws SQLException {
        String name = PostgresServer.freshName("half");
        RestoreTarget plain = TestVault.target(SERVER, name, true);
        RestoreTarget target = new RestoreTarget(
                plain.address(),
                plain.maintenance(),
                plain.programs(),
                true,
                address -> to.to(new SessionDatabase(address, "lifeboat restore")));
        try {
            return PostgresRestore.prepare(
                            VAULT.source(manifest, from),
                            target,
                            new RestoreOptions(jobs, Selection.EVERYTHING, true, true, true, true, false))
                    .run(Progress.none());
        } finally {
            SERVER.dropDatabase(name);
        }
    }

    private static FaultyDatabase sound() {
        return FaultyDatabase.counting(NOWHERE);
    }

    private static final Database NOWHERE = () -> {
        throw new IllegalStateException("a restore opens connections by their addresses");
    };

    private static LifeboatException failure(ObjectStore from, FaultyDatabase to, String what) {
        Throwable failure = catchThrowable(() -> restore(from, to));
        assertThat(failure).as(what).isInstanceOf(LifeboatException.class);
        return (LifeboatException) failure;
    }

    @Test
    void storeThatFailsAtAnyReadIsAFailure() throws SQLException {
        FaultyStore counting = new FaultyStore(VAULT.store());
        restore(counting, sound());
        assertThat(counting.calls()).isGreaterThan(15);
        for (long call = 1; call <= counting.calls(); call++) {
            FaultyStore store = new FaultyStore(VAULT.store()).failingAtCall(call);
            assertThat(failure(store, sound(), "call " + call).code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
        }
        assertThat(restore(VAULT.store(), sound()).mismatches()).isEmpty();
    }

    @Test
    void objectThatEndsEarlyOrHasOneBitTurnedIsAFailure() {
        String prefix = "shop/backups/%s-%s/".formatted(manifest.id(), manifest.attempt());
        List<ObjectStatus> objects;
        try (Stream<ObjectStatus> listed = VAULT.store().list(prefix)) {
            objects = listed.filter(object -> !object.key().value().contains("globals"))
                    .toList();
        }
        assertThat(objects).hasSizeGreaterThan(5);
        for (ObjectStatus object : objects) {
            FaultyStore turned = new FaultyStore(VAULT.store()).corrupting(object.key(), object.bytes() / 2);
            FaultyStore cut = new FaultyStore(VAULT.store()).truncating(object.key(), object.bytes() - 1);
            for (FaultyStore store : List.of(turned, cut)) {
                String what = "%s, %s".formatted(object.key(), store == cut ? "cut" : "turned");
                assertThat(failure(store, sound(), what).code())
                        .as(what)
                        .isIn(
                                ErrorCode.OBJECT_DAMAGED,
                                ErrorCode.MESSAGE_DAMAGED,
                                ErrorCode.DOCUMENT_MALFORMED,
                                ErrorCode.KEY_WRONG);
            }
        }
    }

    /** Every other statement is refused, and the connection cut at the others, unless -Dlifeboat.faults=all. */
    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void statementThatFailsIsAFailure(Fault fault) throws SQLException {
        restoreWithFaults(fault, 1, ALL ? 1 : 2);
    }

    /** One call in nine, unless -Dlifeboat.faults=all. */
    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void statementThatFailsWhileAnotherWorkerLoadsIsAFailure(Fault fault) throws SQLException {
        restoreWithFaults(fault, 2, ALL ? 1 : 9);
    }

    private static void restoreWithFaults(Fault fault, int jobs, int every) throws SQLException {
        FaultyDatabase counting = sound();
        restore(VAULT.store(), counting, jobs);
        List<String> calls = counting.history();
        assertThat(calls).hasSizeGreaterThan(60).anyMatch(call -> call.contains("set_config"));
        for (int call = fault == Fault.CUT ? Math.min(2, every) : 1; call <= calls.size(); call += every) {
            FaultyDatabase faulty = FaultyDatabase.failingAtCall(NOWHERE, call, fault);
            String what = "call %d, %s".formatted(call, calls.get(call - 1));
            try {
                restore(VAULT.store(), faulty, jobs);
                assertThat(faulty.history()).as(what).hasSizeLessThan(call);
            } catch (LifeboatException failure) {
                assertThat(failure.code()).as(what).isIn(ErrorCode.STATEMENT_FAILED, ErrorCode.SERVER_UNREACHABLE);
                assertThat(failure)
                        .as(what)
                        .message()
                        .containsAnyOf(
                                "nothing was restored",
                                "the restore is not complete",
                                "the restore is not proven",
                                "the session's settings were refused");
            }
        }
        assertThat(restore(VAULT.store(), sound()).mismatches()).isEmpty();
    }

    /** What is wrong with an object is known at its end, when all streams but the last one are at the server. */
    @Test
    void sharedObjectWhoseLastByteIsTamperedFillsNoTable() throws SQLException {
        String name = SERVER.createFreshDatabase("sharing");
        for (String table : List.of("a", "b")) {
            SERVER.execute(
                    name,
                    "CREATE TABLE %s AS SELECT md5(n::text) AS x FROM generate_series(1, 30000) n".formatted(table));
        }
        Manifest shared = VAULT.backup(SERVER, name, BackupOptions.DEFAULT);
        String prefix = "shop/backups/%s-%s/data/".formatted(shared.id(), shared.attempt());
        ObjectStatus object;
        try (Stream<ObjectStatus> listed = VAULT.store().list(prefix)) {
            List<ObjectStatus> only = listed.toList();
            assertThat(only).hasSize(1);
            object = only.getFirst();
        }
        FaultyStore tampered = new FaultyStore(VAULT.store()).corrupting(object.key(), object.bytes() - 1);
        String target = PostgresServer.freshName("half");

        Throwable failure = catchThrowable(() -> PostgresRestore.prepare(
                        VAULT.source(shared, tampered), TestVault.target(SERVER, target, true), RestoreOptions.DEFAULT)
                .run(Progress.none()));

        assertThat(failure).isInstanceOf(LifeboatException.class).hasMessageContaining(object.key() + " ");
        assertThat(SERVER.values(target, "SELECT x FROM a UNION ALL SELECT x FROM b"))
                .isEmpty();
    }
}
