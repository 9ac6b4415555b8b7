package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What makes many processors useful: every job has work, and none waits for another. */
@Timeout(120)
final class ManyJobsTest {
    private static final int JOBS = 8;
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    private static String database(String tables) throws SQLException {
        String database = SERVER.createFreshDatabase("jobs");
        SERVER.execute(database, tables);
        return database;
    }

    private static BackupOptions options(int jobs, long segmentBytes) {
        return new BackupOptions(jobs, segmentBytes, BackupOptions.DEFAULT.omit(), BackupOptions.DEFAULT.lockTimeout());
    }

    @Test
    void oneHugeTableGivesEveryJobASegmentAtOnce() throws SQLException {
        String database = database("CREATE TABLE huge AS SELECT n, md5(n::text) FROM generate_series(1, 40000) n");
        MemoryStore store = new MemoryStore();
        TestVault vault = new TestVault(store);

        Manifest manifest = vault.take(
                        new MeetingStore(store, JOBS),
                        new SessionDatabase(TestVault.address(SERVER, database), "lifeboat backup"),
                        SERVER,
                        database,
                        TestVault.newId(),
                        options(JOBS, 64 << 10),
                        BackupStep.Listener.NONE)
                .manifest();

        RestoreOptions restoring = new RestoreOptions(JOBS, Selection.EVERYTHING, true, true, true, true, false);
        long restored = PostgresRestore.prepare(
                        vault.source(manifest, new MeetingStore(store, JOBS)),
                        TestVault.target(SERVER, PostgresServer.freshName("jobs"), true),
                        restoring)
                .run(Progress.none())
                .rows();
        assertThat(restored).isEqualTo(40_000);
    }

    @Test
    void theBiggestSegmentsGoFirst() throws SQLException {
        String database = database("""
                CREATE TABLE a AS SELECT repeat('a', 200) FROM generate_series(1, 20000) n;
                CREATE TABLE b AS SELECT repeat('b', 200) FROM generate_series(1, 60000) n;
                CREATE TABLE c AS SELECT n FROM generate_series(1, 10) n;
                CREATE TABLE d AS SELECT repeat('d', 200) FROM generate_series(1, 40000) n""");
        TestVault vault = new TestVault(new MemoryStore());

        Manifest manifest = vault.backup(SERVER, database, options(1, 1 << 30));

        List<SegmentEntry> segments = vault.source(manifest).index().segments();
        assertThat(segments.stream()
                        .sorted(Comparator.comparing(
                                segment -> segment.object().orElseThrow().value()))
                        .map(SegmentEntry::rows))
                .containsExactly(60_000L, 40_000L, 20_000L, 10L);
    }
}
