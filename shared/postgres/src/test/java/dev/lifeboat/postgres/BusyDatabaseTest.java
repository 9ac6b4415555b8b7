package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A backup of a database that is written to all the while holds exactly what its snapshot showed. */
final class BusyDatabaseTest {
    private static final BackupOptions SMALL_SEGMENTS =
            new BackupOptions(2, 256 * 1024, Set.of(), Duration.ofSeconds(30));

    /**
     * What pgbench does: money moves between accounts, and each move is written down. Each id is drawn once, in a subquery,
     * so that a move touches one row of a table, and all moves touch the tables in one order: none can block another for ever.
     */
    private static final String MOVE = """
            BEGIN;
            UPDATE accounts SET balance = balance - 7 WHERE id = (SELECT 1 + floor(random() * 20000)::int);
            UPDATE tellers SET balance = balance - 7 WHERE id = (SELECT 1 + floor(random() * 10)::int);
            INSERT INTO history (account, delta) VALUES (1 + floor(random() * 20000)::int, -7);
            DELETE FROM history WHERE id = (SELECT min(id) FROM history WHERE random() < 0.5);
            COMMIT""";

    @EveryMajor
    void backupHoldsExactlyWhatItsSnapshotShowed(int major) throws Exception {
        PostgresServer server = PostgresServer.shared(major);
        String bank = server.createFreshDatabase("bank");
        String expected = server.createFreshDatabase("expected");
        fill(server, bank);
        AtomicLong moves = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(Thread.ofPlatform().start(() -> write(server, bank, stop, moves)));
        }
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest;
        try {
            manifest = vault.backup(server, bank, SMALL_SEGMENTS, step -> {
                if (step == BackupStep.SNAPSHOT_TAKEN) {
                    dumpSnapshot(server, bank, expected);
                }
                if (step == BackupStep.SNAPSHOT_TAKEN || step == BackupStep.ROWS_STORED) {
                    awaitMoves(moves, writers);
                }
            });
        } finally {
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        String restored = PostgresServer.freshName("restored");
        RestoreReport report = vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
        assertThat(report.mismatches()).isEmpty();
        assertThat(withoutSequences(server, restored)).isEqualTo(withoutSequences(server, expected));
    }

    /** The backup goes on only when the database has changed under it. */
    private static void awaitMoves(AtomicLong moves, List<Thread> writers) {
        long enough = moves.get() + 50;
        while (moves.get() < enough) {
            assertThat(writers).allMatch(Thread::isAlive);
            Thread.onSpinWait();
        }
    }

    /** PostgreSQL's own writers, where its package has them: servers unpacked for tests come without. */
    @Test
    void backupHoldsExactlyWhatItsSnapshotShowedWhilePgbenchWrites() throws Exception {
        PostgresServer server =
                PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
        Optional<Path> pgbench = pgbench();
        assumeThat(pgbench).as("pgbench, of the package postgresql").isPresent();
        String bank = server.createFreshDatabase("pgbench");
        String expected = server.createFreshDatabase("expected");
        Program.at(pgbench.get(), "--initialize", "--quiet", "--scale=2", server.uri(bank))
                .succeed();
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest;
        ExecutorService writing = Executors.newSingleThreadExecutor();
        try {
            Future<?> written = writing.submit(
                    () -> Program.at(pgbench.get(), "--client=3", "--time=600", "--no-vacuum", server.uri(bank))
                            .run());
            manifest = vault.backup(server, bank, SMALL_SEGMENTS, step -> {
                if (step == BackupStep.SNAPSHOT_TAKEN) {
                    dumpSnapshot(server, bank, expected);
                }
                if (step == BackupStep.SNAPSHOT_TAKEN || step == BackupStep.ROWS_STORED) {
                    awaitHistory(server, bank, written);
                }
            });
        } finally {
            server.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgbench'");
            writing.close();
        }
        String restored = PostgresServer.freshName("restored");
        RestoreReport report = vault.restoreCreating(manifest, server, restored, RestoreOptions.DEFAULT);
        assertThat(report.mismatches()).isEmpty();
        assertThat(withoutSequences(server, restored)).isEqualTo(withoutSequences(server, expected));
    }

    private static Optional<Path> pgbench() {
        return PostgresPrograms.majorsAtHand().reversed().stream()
                .map(major -> Path.of("/usr/lib/postgresql/%d/bin/pgbench".formatted(major)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void awaitHistory(PostgresServer server, String bank, Future<?> written) {
        try {
            long enough = history(server, bank) + 50;
            while (history(server, bank) < enough) {
                assertThat(written.isDone()).isFalse();
                Thread.sleep(20);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long history(PostgresServer server, String bank) throws SQLException {
        return Long.parseLong(
                server.values(bank, "SELECT count(*) FROM pgbench_history").getFirst());
    }

    private static void fill(PostgresServer server, String bank) throws SQLException {
        server.execute(
                bank,
                "CREATE TABLE accounts (id int PRIMARY KEY, balance bigint NOT NULL, filler text)",
                "INSERT INTO accounts SELECT n, 0, repeat('x', 80) FROM generate_series(1, 20000) n",
                "CREATE TABLE tellers (id int PRIMARY KEY, balance bigint NOT NULL)",
                "INSERT INTO tellers SELECT n, 0 FROM generate_series(1, 10) n",
                "CREATE TABLE history (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, account int, delta int)",
                "INSERT INTO history (account, delta) SELECT n, 0 FROM generate_series(1, 20000) n");
    }

    private static void write(PostgresServer server, String bank, AtomicBoolean stop, AtomicLong moves) {
        try (Connection connection = server.connect(bank);
                Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.execute(MOVE);
                moves.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies the database as the backup's own snapshot shows it, found where the server keeps exported snapshots. */
    private static void dumpSnapshot(PostgresServer server, String from, String to) {
        try (Stream<Path> exported = Files.list(server.dataFolder().resolve("pg_snapshots"))) {
            for (Path snapshot : exported.toList()) {
                byte[] dump = Program.at(
                                PostgresPrograms.required(server.major()).pgDump(),
                                "--snapshot=" + snapshot.getFileName(),
                                "--dbname=" + server.uri(from))
                        .succeed()
                        .output();
                server.psql(to).input(dump).succeed();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sequence obeys no snapshot: it may stand further on. */
    private static List<String> withoutSequences(PostgresServer server, String database) {
        return NormalizedDump.of(server, database).lines().stream()
                .filter(line -> !line.contains("pg_catalog.setval("))
                .toList();
    }
}
