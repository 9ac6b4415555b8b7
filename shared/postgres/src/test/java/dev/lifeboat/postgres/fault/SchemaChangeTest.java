package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to a schema while a backup runs, and whenever: there is a backup that restores to exactly what its
 * snapshot showed, or a clear error and no backup.
 */
final class SchemaChangeTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    private static final BackupOptions OPTIONS =
            new BackupOptions(1, 16 * 1024, BackupOptions.DEFAULT.omit(), Duration.ofSeconds(1));
    private static final Set<ErrorCode> CLEAR = Set.of(
            ErrorCode.SOURCE_CHANGED, ErrorCode.LOCK_REFUSED, ErrorCode.STATEMENT_FAILED, ErrorCode.PROGRAM_FAILED);

    private static final String TEMPLATE = PostgresServer.freshName("changing");
    private static final TestVault VAULT = new TestVault(new MemoryStore());

    @SuppressWarnings("NullAway.Init")
    private static NormalizedDump unchanged;

    @BeforeAll
    static void createTemplate() throws SQLException, IOException {
        SERVER.createDatabase(TEMPLATE);
        try (InputStream sql = SchemaChangeTest.class.getResourceAsStream("changing.sql")) {
            SERVER.execute(TEMPLATE, new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
        unchanged = NormalizedDump.of(SERVER, TEMPLATE);
    }

    /** What migrations do most. */
    private static final Set<SchemaChange> USUAL = EnumSet.of(
            SchemaChange.TRUNCATE,
            SchemaChange.REWRITE,
            SchemaChange.CREATE_TABLE,
            SchemaChange.DROP_TABLE,
            SchemaChange.RENAME_ENUM_LABEL);

    /**
     * What is usual at every step; of the rest, every fourth case, so each change at two steps, unless -Dlifeboat.faults=all:
     * all of them take some minutes.
     */
    static Stream<Arguments> stepsAndChanges() {
        List<Arguments> all = Arrays.stream(BackupStep.values())
                .flatMap(step -> Arrays.stream(SchemaChange.values()).map(change -> Arguments.of(step, change)))
                .toList();
        boolean everything = System.getProperty("lifeboat.faults", "").equals("all");
        return IntStream.range(0, all.size())
                .filter(index -> everything || index % 4 == 0 || isUsual(all.get(index)))
                .mapToObj(all::get);
    }

    private static boolean isUsual(Arguments stepAndChange) {
        return stepAndChange.get()[1] instanceof SchemaChange change && USUAL.contains(change);
    }

    @ParameterizedTest
    @MethodSource("stepsAndChanges")
    void changeEndsInACorrectBackupOrInAClearFailure(BackupStep step, SchemaChange change) throws Exception {
        String database = PostgresServer.freshName("changed");
        SERVER.createDatabase(database, "TEMPLATE " + TEMPLATE);
        BackupId id = TestVault.newId();
        Optional<LifeboatException> failure;
        Witness witness;
        try (Disturber disturber = new Disturber(SERVER, database)) {
            witness = new Witness(database, step, change, disturber);
            long clock = System.nanoTime();
            failure = backup(database, id, witness);
            assertThat(Duration.ofNanos(System.nanoTime() - clock)).isLessThan(Duration.ofSeconds(15));
            disturber.await();
        }
        assertThat(witness.disturbed).isTrue();
        if (failure.isPresent()) {
            assertThat(CLEAR).contains(failure.get().code());
            assertThat(failure.get()).message().containsAnyOf("no backup was made", "the schema is not backed up");
            assertThat(VAULT.catalog().find(id)).isEmpty();
        } else {
            assertRestores(id, witness.seen());
        }
        SERVER.dropDatabase(database);
    }

    private static Optional<LifeboatException> backup(String database, BackupId id, BackupStep.Listener listener) {
        try {
            VAULT.take(
                    VAULT.store(),
                    new SessionDatabase(TestVault.address(SERVER, database), "lifeboat backup"),
                    SERVER,
                    database,
                    id,
                    OPTIONS,
                    listener);
            return Optional.empty();
        } catch (LifeboatException e) {
            return Optional.of(e);
        }
    }

    private static void assertRestores(BackupId id, NormalizedDump expected) throws SQLException {
        Manifest manifest = VAULT.catalog().read(id).content();
        String back = PostgresServer.freshName("changed_back");
        VAULT.restoreCreating(manifest, SERVER, back, RestoreOptions.DEFAULT);
        NormalizedDump.of(SERVER, back).assertSameAs(expected);
        SERVER.dropDatabase(back);
    }

    /** Notes what an independent session sees under the backup's snapshot, and disturbs the backup at one step. */
    private static final class Witness implements BackupStep.Listener {
        private final String database;
        private final BackupStep step;
        private final SchemaChange change;
        private final Disturber disturber;
        private Optional<NormalizedDump> seen = Optional.empty();
        private boolean disturbed;

        Witness(String database, BackupStep step, SchemaChange change, Disturber disturber) {
            this.database = database;
            this.step = step;
            this.change = change;
            this.disturber = disturber;
        }

        @Override
        public void reached(BackupStep reached) {
            if (reached == BackupStep.SNAPSHOT_TAKEN) {
                seen = dump();
            }
            if (reached == step && !disturbed) {
                disturbed = true;
                disturber.run(change.statements());
            }
        }

        /** Nothing, where the change waits and keeps whoever comes later waiting too. */
        private Optional<NormalizedDump> dump() {
            try {
                return Optional.of(NormalizedDump.atSnapshot(SERVER, database, snapshot()));
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("canceling statement due to statement timeout");
                return Optional.empty();
            }
        }

        /** What was there while the change waited is what was there before it. */
        NormalizedDump seen() {
            return seen.orElse(unchanged);
        }

        /** The one snapshot that a session of this server has exported. */
        private static String snapshot() {
            try (Stream<Path> exported = Files.list(SERVER.dataFolder().resolve("pg_snapshots"))) {
                List<Path> files = new ArrayList<>(exported.toList());
                assertThat(files).hasSize(1);
                return files.getFirst().getFileName().toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
