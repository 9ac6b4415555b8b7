package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.backup.BackupOutcome.Made;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of one source that run at once. */
@Timeout(120)
final class RivalsTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    @TempDir
    Path folder;

    private static String database() throws SQLException {
        String database = SERVER.createFreshDatabase("rivals");
        SERVER.execute(database, "CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) n");
        return database;
    }

    private static BackupOutcome take(TestVault vault, String database, BackupId id, BackupStep.Listener listener) {
        return vault.take(
                vault.store(),
                new SessionDatabase(TestVault.address(SERVER, database), "lifeboat backup"),
                SERVER,
                database,
                id,
                BackupOptions.DEFAULT,
                listener);
    }

    private static void assertOneWasMade(List<BackupOutcome> outcomes, TestVault vault, BackupId id) {
        Manifest stored = vault.catalog().read(id).content();
        assertThat(outcomes.stream().filter(Made.class::isInstance)).hasSize(1);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.manifest().attempt()).isEqualTo(stored.attempt()));
        assertThat(vault.catalog().ids()).containsExactly(id);
        assertThat(vault.restoreCreating(stored, SERVER, PostgresServer.freshName("rivals"), RestoreOptions.DEFAULT)
                        .rows())
                .isEqualTo(1000);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneBackupAskedForFourTimesAtOnceIsMadeOnce() throws SQLException {
        String database = database();
        TestVault vault = new TestVault(new MemoryStore());
        BackupId id = TestVault.newId();
        List<CompletableFuture<BackupOutcome>> running = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(4);
        for (int i = 0; i < 4; i++) {
            running.add(CompletableFuture.supplyAsync(
                    () -> {
                        meet(start);
                        return take(vault, database, id, BackupStep.Listener.NONE);
                    },
                    Thread::startVirtualThread));
        }
        assertOneWasMade(running.stream().map(CompletableFuture::join).toList(), vault, id);
    }

    /** The lock is the database's, and so keeps two that are alike from nothing: whoever creates the manifest first wins. */
    @Test
    void oneBackupWithoutTheLockIsMadeOnce() throws SQLException {
        String database = database();
        String copy = PostgresServer.freshName("rivals_copy");
        SERVER.createDatabase(copy, "TEMPLATE " + database);
        TestVault vault = new TestVault(new MemoryStore());
        BackupId id = TestVault.newId();
        CyclicBarrier end = new CyclicBarrier(2);
        BackupStep.Listener together = step -> {
            if (step == BackupStep.CHECKED) {
                meet(end);
            }
        };
        CompletableFuture<BackupOutcome> one =
                CompletableFuture.supplyAsync(() -> take(vault, database, id, together), Thread::startVirtualThread);
        CompletableFuture<BackupOutcome> other =
                CompletableFuture.supplyAsync(() -> take(vault, copy, id, together), Thread::startVirtualThread);
        assertOneWasMade(List.of(one.join(), other.join()), vault, id);
    }

    @Test
    void oneBackupOfTwoProcessesIsMadeOnce() throws Exception {
        String database = database();
        Path store = folder.resolve("store");
        Path keys = Files.createDirectory(folder.resolve("keys"));
        TestVault vault = new TestVault(DirectoryStore.initialize(store));
        vault.saveKeys(keys);
        BackupId id = TestVault.newId();
        Child one = Child.backup(256, store, keys, SERVER, database, id);
        Child other = Child.backup(256, store, keys, SERVER, database, id);
        List<String> said = List.of(one.said(), other.said());
        String attempt = vault.catalog().read(id).content().attempt().toString();
        assertThat(said).containsExactlyInAnyOrder("Made " + attempt, "MadeBefore " + attempt);
    }

    @Test
    void anotherBackupOfTheDatabaseIsAnError() throws SQLException {
        String database = database();
        TestVault vault = new TestVault(new MemoryStore());
        List<LifeboatException> refused = new ArrayList<>();
        BackupId id = TestVault.newId();
        take(vault, database, id, step -> {
            if (step == BackupStep.INVENTORIED) {
                refused.add(catchThrowableOfType(
                        LifeboatException.class,
                        () -> take(vault, database, TestVault.newId(), BackupStep.Listener.NONE)));
            }
        });
        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst().code()).isEqualTo(ErrorCode.BACKUP_RUNNING);
        assertThat(refused.getFirst())
                .message()
                .matches("another backup of this database is running \\(server process \\d+\\): no backup was made");
        assertThat(vault.catalog().ids()).containsExactly(id);
    }

    @Test
    void deadAttemptOfTheSameBackupIsNotWaitedFor() throws SQLException {
        String database = database();
        TestVault vault = new TestVault(new MemoryStore());
        BackupId died = TestVault.newId();
        assertThatThrownBy(() -> take(vault, database, died, step -> {
                    throw new IllegalStateException("dies at " + step);
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(vault.store().list(""))
                .anyMatch(object -> object.key().value().contains("/attempts/" + died));
        List<LifeboatException> refused = new ArrayList<>();
        take(vault, database, TestVault.newId(), step -> {
            if (step == BackupStep.INVENTORIED) {
                refused.add(catchThrowableOfType(
                        LifeboatException.class, () -> take(vault, database, died, BackupStep.Listener.NONE)));
            }
        });
        assertThat(refused).singleElement().extracting(LifeboatException::code).isEqualTo(ErrorCode.BACKUP_RUNNING);
        assertThat(take(vault, database, died, BackupStep.Listener.NONE)).isInstanceOf(Made.class);
    }
}
