package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.fault.FaultyDatabase.Fault;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at every call of the store and at every statement, one at a time: no backup, or a whole one. */
@Timeout(120)
final class BackupFaultTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    private static final boolean ALL = System.getProperty("lifeboat.faults", "").equals("all");
    private static final String REFUSED_SETTINGS = "the session's settings were refused";

    private static final TestVault VAULT = new TestVault(new MemoryStore());

    @SuppressWarnings("NullAway.Init")
    private static Database database;

    @SuppressWarnings("NullAway.Init")
    private static RecordedDefinitions definitions;

    @SuppressWarnings("NullAway.Init")
    private static Set<String> tables;

    @BeforeAll
    static void createDatabase() throws SQLException {
        String name = SERVER.createFreshDatabase("faulty");
        SERVER.execute(
                name,
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE TABLE long (id int PRIMARY KEY, feeling mood, text text)",
                "INSERT INTO long SELECT n, 'ok', repeat('x', 2000) FROM generate_series(1, 9) n",
                "CREATE TABLE short AS SELECT 1 AS x",
                "CREATE TABLE empty ()",
                "CREATE SEQUENCE s",
                "SELECT lo_from_bytea(0, 'hello')");
        database = new SessionDatabase(TestVault.address(SERVER, name), "lifeboat backup");
        definitions = new RecordedDefinitions(new ProgramDefinitions(
                TestVault.programs().forServer(SERVER.major()), TestVault.address(SERVER, name), "UTF8"));
        BackupId id = TestVault.newId();
        take(VAULT.store(), database, id);
        tables = tables(id);
        assertThat(tables).hasSize(5);
    }

    private static BackupOutcome take(ObjectStore store, Database from, BackupId id) {
        return take(store, from, id, 1);
    }

    private static BackupOutcome take(ObjectStore store, Database from, BackupId id, int jobs) {
        BackupOptions options = new BackupOptions(jobs, 8 * 1024, BackupOptions.DEFAULT.omit(), Duration.ofSeconds(5));
        return VAULT.take(store, from, facts -> definitions, id, options, BackupStep.Listener.NONE);
    }

    /** All that a backup says of rows. */
    private static Set<String> tables(BackupId id) {
        BackupIndex index = VAULT.source(VAULT.catalog().read(id).content()).index();
        assertThat(index.segments().stream()
                        .mapToLong(segment -> segment.tally().rows())
                        .sum())
                .isEqualTo(index.tables().stream().mapToLong(TableEntry::rows).sum());
        return index.tables().stream().map(TableEntry::toString).collect(Collectors.toSet());
    }

    private static LifeboatException failure(ObjectStore store, Database from, BackupId id) {
        try {
            throw new AssertionError("no failure, but " + take(store, from, id));
        } catch (LifeboatException e) {
            return e;
        }
    }

    @Test
    void storeThatFailsAtAnyCallLeavesNoManifest() {
        FaultyStore counting = new FaultyStore(VAULT.store());
        take(counting, database, TestVault.newId());
        assertThat(counting.calls()).isGreaterThan(40);
        for (long call = 1; call <= counting.calls(); call++) {
            for (boolean forGood : new boolean[] {false, true}) {
                BackupId id = TestVault.newId();
                FaultyStore store = new FaultyStore(VAULT.store());
                LifeboatException failure =
                        failure(forGood ? store.failingFromCall(call) : store.failingAtCall(call), database, id);
                assertThat(failure.code())
                        .as("call %d of %s", call, store.history())
                        .isEqualTo(ErrorCode.STORE_UNREACHABLE);
                assertThat(VAULT.catalog().find(id)).isEmpty();
            }
        }
    }

    @Test
    void storeWhoseAnswerIsLostLeavesNoBackupOrSaysThatOneMayStand() {
        FaultyStore counting = new FaultyStore(VAULT.store());
        take(counting, database, TestVault.newId());
        List<StoreCall> calls = counting.history();
        for (int call = 1; call <= calls.size(); call++) {
            if (calls.get(call - 1).kind() == Kind.COMMIT) {
                BackupId id = TestVault.newId();
                LifeboatException failure =
                        failure(new FaultyStore(VAULT.store()).losingAnswerOfCall(call), database, id);
                assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
                if (VAULT.catalog().find(id).isPresent()) {
                    assertThat(calls.get(call - 1).subject()).contains("/manifests/");
                    assertThat(failure)
                            .message()
                            .contains("is in the store, although storing it failed: whether backup " + id
                                    + " was made is not certain");
                    assertThat(take(VAULT.store(), database, id)).isInstanceOf(BackupOutcome.MadeBefore.class);
                    assertThat(tables(id)).isEqualTo(tables);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void statementThatFailsLeavesNoManifestOrIsRepeated(Fault fault) {
        assertThat(takeWithFaults(fault, 1, 1) > 0).isEqualTo(fault == Fault.CUT);
    }

    /** One call in seven, unless -Dlifeboat.faults=all. Which call is the how many'th varies from run to run. */
    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void statementThatFailsWhileAnotherWorkerReadsLeavesNoManifestOrIsRepeated(Fault fault) {
        takeWithFaults(fault, 2, ALL ? 1 : 7);
    }

    /** How many backups stood, for what failed was repeated. */
    private static int takeWithFaults(Fault fault, int jobs, int every) {
        FaultyDatabase counting = FaultyDatabase.counting(database);
        take(VAULT.store(), counting, TestVault.newId(), jobs);
        List<String> calls = counting.history();
        assertThat(calls)
                .hasSizeGreaterThan(60)
                .contains("rollback", "setSavepoint")
                .anyMatch(call -> call.contains("set_config"));
        int repeated = 0;
        for (int call = fault == Fault.CUT ? Math.min(2, every) : 1; call <= calls.size(); call += every) {
            BackupId id = TestVault.newId();
            FaultyDatabase faulty = FaultyDatabase.failingAtCall(database, call, fault);
            try {
                take(VAULT.store(), faulty, id, jobs);
                assertThat(fault == Fault.CUT || faulty.history().size() < call)
                        .as("call %d, %s", call, calls.get(call - 1))
                        .isTrue();
                assertThat(tables(id))
                        .as("call %d, %s", call, calls.get(call - 1))
                        .isEqualTo(tables);
                repeated++;
            } catch (LifeboatException e) {
                assertThat(VAULT.catalog().find(id)).isEmpty();
                assertThat(e)
                        .as("call %d, %s", call, calls.get(call - 1))
                        .message()
                        .containsAnyOf("no backup was made", REFUSED_SETTINGS);
                assertThat(e.code()).isIn(ErrorCode.STATEMENT_FAILED, ErrorCode.SERVER_UNREACHABLE);
            }
        }
        return repeated;
    }
}
