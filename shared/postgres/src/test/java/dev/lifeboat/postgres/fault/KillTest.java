package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed (SIGKILL) at instants spread over the time that they take. */
@Timeout(300)
final class KillTest {
    private static final int HEAP = 256;
    private static final int KILLS = Integer.getInteger("lifeboat.kills", 12);
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path store;

    @SuppressWarnings("NullAway.Init")
    private static Path keys;

    @SuppressWarnings("NullAway.Init")
    private static TestVault vault;

    @SuppressWarnings("NullAway.Init")
    private static String database;

    private final long seed = Long.getLong("lifeboat.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @BeforeAll
    static void createDatabase() throws SQLException, IOException {
        store = folder.resolve("store");
        keys = Files.createDirectory(folder.resolve("keys"));
        vault = new TestVault(DirectoryStore.initialize(store));
        vault.saveKeys(keys);
        database = SERVER.createFreshDatabase("killed");
        SERVER.execute(
                database,
                "CREATE TABLE big AS SELECT n AS id, md5(n::text) AS text FROM generate_series(1, 200000) n",
                "ALTER TABLE big ADD PRIMARY KEY (id)",
                "CREATE TABLE small AS SELECT n FROM generate_series(1, 100) n");
    }

    /** The instant of each kill lies in its own part of the time that the whole takes. */
    private long delay(long whole, int kill) {
        return whole * kill / KILLS + random.nextLong(Math.max(1, whole / KILLS));
    }

    private static boolean killedAfter(Child child, long millis) throws InterruptedException {
        boolean ended = child.process().waitFor(millis, TimeUnit.MILLISECONDS);
        child.kill();
        return !ended;
    }

    @Test
    void backupThatIsKilledLeavesABackupThatRestoresOrNoManifest() throws Exception {
        long begun = System.nanoTime();
        BackupId whole = TestVault.newId();
        assertThat(Child.backup(HEAP, store, keys, SERVER, database, whole).said())
                .startsWith("Made ");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertRestores(whole);
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            BackupId id = TestVault.newId();
            Child child = Child.backup(HEAP, store, keys, SERVER, database, id);
            if (killedAfter(child, delay(millis, kill))) {
                killed++;
            }
            assertThat(child.said().isEmpty() || vault.catalog().find(id).isPresent())
                    .as("-Dlifeboat.seed=%d", seed)
                    .isTrue();
            if (vault.catalog().find(id).isPresent()) {
                assertRestores(id);
            }
        }
        assertThat(killed).isGreaterThan(KILLS / 2);
        BackupId after = TestVault.newId();
        assertThat(Child.backup(HEAP, store, keys, SERVER, database, after).said())
                .startsWith("Made ");
        assertRestores(after);
    }

    @Test
    void restoreThatIsKilledSaysNothingAndCanBeRepeated() throws Exception {
        BackupId id = TestVault.newId();
        assertThat(Child.backup(HEAP, store, keys, SERVER, database, id).said()).startsWith("Made ");
        String expected = "Restored 200100";
        long begun = System.nanoTime();
        String first = PostgresServer.freshName("killed_back");
        assertThat(Child.restore(HEAP, store, keys, SERVER, first, id).said()).isEqualTo(expected);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        SERVER.dropDatabase(first);
        for (int kill = 0; kill < KILLS; kill++) {
            String name = PostgresServer.freshName("killed_back");
            Child child = Child.restore(HEAP, store, keys, SERVER, name, id);
            boolean killed = killedAfter(child, delay(millis, kill));
            String said = child.said();
            assertThat(said).as("-Dlifeboat.seed=%d", seed).isIn("", expected);
            if (said.equals(expected)) {
                NormalizedDump.assertSameDatabase(SERVER, database, name);
            } else {
                assertThat(killed).isTrue();
            }
            SERVER.dropDatabase(name);
        }
        assertRestores(id);
    }

    private static void assertRestores(BackupId id) throws SQLException {
        Manifest manifest = vault.catalog().read(id).content();
        String back = PostgresServer.freshName("killed_back");
        assertThat(vault.restoreCreating(manifest, SERVER, back, RestoreOptions.DEFAULT)
                        .rows())
                .isEqualTo(200_100);
        SERVER.dropDatabase(back);
    }
}
