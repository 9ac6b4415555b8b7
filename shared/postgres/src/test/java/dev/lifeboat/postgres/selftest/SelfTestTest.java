package dev.lifeboat.postgres.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.progress.Progress;
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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A self-test passes only where everything comes back, and leaves nothing. */
final class SelfTestTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    @TempDir
    Path folder;

    private static String database() throws SQLException {
        String database = SERVER.createFreshDatabase("selftest");
        SERVER.execute(
                database,
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)",
                "INSERT INTO shop.orders (note) SELECT 'note ' || n FROM generate_series(1, 1000) n",
                "CREATE PUBLICATION changes FOR TABLE shop.orders",
                "CREATE MATERIALIZED VIEW shop.totals AS SELECT count(*) AS orders FROM shop.orders",
                "ALTER DATABASE %s SET statement_timeout = '5min'".formatted(database),
                "ALTER ROLE postgres IN DATABASE %s SET lock_timeout = '1min'".formatted(database),
                "COMMENT ON DATABASE %s IS 'the shop'".formatted(database),
                "REVOKE TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(database),
                "SELECT lo_from_bytea(0, 'a large object')");
        return database;
    }

    /** Tests, and does something to what the test has made before each step. */
    private SelfTestReport test(String database, BiConsumer<SelfTestStep, Scratch> before) {
        return test(database, before, scratch -> Progress.none());
    }

    private SelfTestReport test(
            String database, BiConsumer<SelfTestStep, Scratch> before, Function<Scratch, Progress> progress) {
        return test(TestVault.address(SERVER, database), SelfTestOptions.DEFAULT, before, progress);
    }

    private SelfTestReport test(
            DatabaseAddress address,
            SelfTestOptions options,
            BiConsumer<SelfTestStep, Scratch> before,
            Function<Scratch, Progress> progress) {
        try (Connector connector = new Connector("lifeboat selftest");
                Scratch scratch = Scratch.create(address, address.withDatabase("postgres"), folder)) {
            return new SelfTest(scratch, TestVault.programs(), connector, options, step -> before.accept(step, scratch))
                    .run(progress.apply(scratch));
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        assertThat(SERVER.values("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'lifeboat_selftest%'"))
                .isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static void assertFails(SelfTestReport report, SelfTestStep at, ErrorCode code) {
        assertThat(report.failure().map(LifeboatException::code)).contains(code);
        assertThat(report.steps().stream().filter(step -> !step.passed()).map(SelfTestReport.Done::step))
                .containsExactly(at);
        assertThat(report.steps().getLast().step()).isEqualTo(SelfTestStep.CLEAN_UP);
    }

    @Test
    void databaseThatComesBackPasses() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {});
        assertThat(report.failure()).isEmpty();
        assertThat(report.steps().stream().map(SelfTestReport.Done::step)).containsExactly(SelfTestStep.values());
        assertThat(report.steps()).allMatch(SelfTestReport.Done::passed);
        assertThat(report.steps()).extracting(SelfTestReport.Done::took).allMatch(Duration::isPositive);
    }

    @Test
    void databaseWithANameOfItsOwnKindPasses() throws SQLException {
        String renamed = "Self \"test\" é %s".formatted(PostgresServer.freshName("of"));
        SERVER.renameDatabase(database(), renamed);
        assertThat(test(renamed, (step, scratch) -> {}).failure()).isEmpty();
    }

    /** The role can read and make databases, and may not write to what it tests. */
    @Test
    void theDatabaseIsOnlyRead() throws SQLException {
        String database = database();
        SERVER.execute(
                database,
                "SELECT lo_unlink(oid) FROM pg_largeobject_metadata",
                "CREATE ROLE tester LOGIN CREATEDB",
                "GRANT pg_read_all_data TO tester",
                "DROP PUBLICATION changes",
                "ALTER ROLE postgres IN DATABASE %s RESET ALL".formatted(database));
        NormalizedDump before = NormalizedDump.of(SERVER, database);
        List<String> traces = traces(database);
        SelfTestReport report = test(
                TestVault.address(SERVER, database, "tester"),
                new SelfTestOptions(BackupOptions.DEFAULT, false, false),
                (step, scratch) -> {},
                scratch -> Progress.none());
        assertThat(report.failure()).isEmpty();
        NormalizedDump.of(SERVER, database).assertSameAs(before);
        assertThat(traces(database)).isEqualTo(traces);
        SERVER.execute("postgres", "DROP OWNED BY tester", "DROP ROLE tester");
    }

    /** What a dump does not show: relations of every kind, large objects, locks and who is connected. */
    private static List<String> traces(String database) throws SQLException {
        return SERVER.values(database, """
                SELECT 'relation ' || oid || ' ' || relname || ' ' || relfilenode FROM pg_class
                UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata
                UNION ALL SELECT 'lock ' || locktype FROM pg_locks WHERE locktype = 'advisory'
                UNION ALL SELECT 'transaction ' || gid FROM pg_prepared_xacts
                UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
                UNION ALL SELECT 'session ' || usename FROM pg_stat_activity WHERE usename = 'tester'
                ORDER BY 1""");
    }

    @Test
    void whatCannotBeBackedUpFailsTheBackup() throws SQLException {
        String database = database();
        SERVER.execute(
                database,
                "CREATE FOREIGN DATA WRAPPER elsewhere",
                "CREATE SERVER far FOREIGN DATA WRAPPER elsewhere",
                "CREATE FOREIGN TABLE remote (id int) SERVER far");
        assertFails(test(database, (step, scratch) -> {}), SelfTestStep.BACKUP, ErrorCode.NOT_BACKED_UP);
    }

    @Test
    void damageInTheStoreFailsTheVerification() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.VERIFICATION) {
                data(scratch, file -> {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 2] ^= 1;
                    file.toFile().setWritable(true);
                    Files.write(file, bytes);
                });
            }
        });
        assertFails(report, SelfTestStep.VERIFICATION, ErrorCode.OBJECT_DAMAGED);
    }

    @Test
    void objectThatIsGoneFailsTheRestore() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.RESTORE) {
                data(scratch, Files::delete);
            }
        });
        assertFails(report, SelfTestStep.RESTORE, ErrorCode.OBJECT_MISSING);
    }

    @Test
    void definitionThatDiffersFailsTheComparisonAndIsNamed() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.DEFINITIONS) {
                execute(scratch.database().database(), "ALTER TABLE shop.orders ALTER note SET DEFAULT 'secret'");
            }
        });
        assertFails(report, SelfTestStep.DEFINITIONS, ErrorCode.PROOF_MISMATCH);
        assertThat(report.failure().map(LifeboatException::getMessage).orElseThrow())
                .startsWith("the definition of orders; Type: TABLE; Schema: shop; Owner: postgres is not the same")
                .doesNotContain("secret");
    }

    /** Where a statement in the restored database is one that no dump of definitions without more options would show. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            SELECT setval('shop.orders_id_seq', 5)        | sequence "shop"."orders_id_seq" stands at 5, called in the restored database, but at 1000, called in the backup
            SELECT setval('shop.orders_id_seq', 1000, false) | sequence "shop"."orders_id_seq" stands at 1000, not called in the restored database, but at 1000, called in the backup
            REFRESH MATERIALIZED VIEW shop.totals WITH NO DATA | materialized view "shop"."totals" is filled in the tested database only
            ALTER DATABASE <it> SET work_mem = '7MB'      | the definition of <database>; Type: DATABASE PROPERTIES; Schema: -; Owner: postgres
            ALTER ROLE postgres IN DATABASE <it> RESET ALL | the definition of <database>; Type: DATABASE PROPERTIES; Schema: -; Owner: postgres
            COMMENT ON DATABASE <it> IS 'another shop'    | the definition of DATABASE <database>; Type: COMMENT; Schema: -; Owner: postgres
            GRANT TEMPORARY ON DATABASE <it> TO PUBLIC    | the definition of DATABASE <database>; Type: ACL; Schema: -; Owner: postgres
            ALTER DATABASE <it> CONNECTION LIMIT 7        | the definition of <database>; Type: DATABASE PROPERTIES; Schema: -; Owner: postgres
            CREATE TABLE zebra ()                         | where the restored database has zebra; Type: TABLE; Schema: public; Owner: postgres is not the same
            """)
    void whateverDiffersFailsTheComparison(String statement, String named) throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.DEFINITIONS) {
                String restored = scratch.database().database();
                execute(restored, statement.replace("<it>", restored));
            }
        });
        assertFails(report, SelfTestStep.DEFINITIONS, ErrorCode.PROOF_MISMATCH);
        assertThat(report.failure().map(LifeboatException::getMessage).orElseThrow())
                .contains(named);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "UPDATE shop.orders SET note = 'another' WHERE id = 500",
                "DELETE FROM shop.orders WHERE id = 500",
                "INSERT INTO shop.orders (note) VALUES ('another')",
                "SELECT lo_put(min(oid), 0, 'A') FROM pg_largeobject_metadata"
            })
    void rowThatAnotherWriterChangesFailsTheRestore(String statement) throws SQLException {
        SelfTestReport report = test(
                database(),
                (step, scratch) -> {},
                scratch -> new BeforeProof(() -> execute(scratch.database().database(), statement)));
        assertFails(report, SelfTestStep.RESTORE, ErrorCode.PROOF_MISMATCH);
        assertThat(report.failure().map(LifeboatException::getMessage).orElseThrow())
                .startsWith("rows of \"")
                .endsWith(" are not those that were stored: do not use them");
    }

    /** Does something when all rows are loaded and before they are read back. */
    private record BeforeProof(Runnable action) implements Progress {
        @Override
        public Step start(String what, long totalBytes) {
            if (what.equals("proving rows")) {
                action.run();
            }
            return Progress.none().start(what, totalBytes);
        }
    }

    @Test
    void whatNobodyForesawIsAFailedStepToo() throws SQLException {
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.DEFINITIONS) {
                throw new UncheckedIOException(new IOException("row 7"));
            }
        });
        assertFails(report, SelfTestStep.DEFINITIONS, ErrorCode.INTERNAL);
        assertThat(report.failure().map(LifeboatException::getMessage).orElseThrow())
                .isEqualTo(
                        "UncheckedIOException was not expected in the step definitions: this is a defect in Lifeboat");
    }

    @Test
    void databaseThatCannotBeDroppedFailsTheCleanUp() throws SQLException {
        String[] kept = {""};
        SelfTestReport report = test(database(), (step, scratch) -> {
            if (step == SelfTestStep.CLEAN_UP) {
                kept[0] = scratch.database().database();
                execute("postgres", "ALTER DATABASE %s IS_TEMPLATE true".formatted(kept[0]));
            }
        });
        assertFails(report, SelfTestStep.CLEAN_UP, ErrorCode.STATEMENT_FAILED);
        assertThat(report.failure().map(LifeboatException::getMessage).orElseThrow())
                .startsWith("dropping database \"%s\" failed".formatted(kept[0]))
                .endsWith("it is left behind: drop it by hand");
        assertThat(report.steps().getLast().result())
                .startsWith("FAILED: LB-506, look for database \"%s\" and folder ".formatted(kept[0]));
        execute("postgres", "ALTER DATABASE %s IS_TEMPLATE false".formatted(kept[0]));
        execute("postgres", "DROP DATABASE " + kept[0]);
    }

    @Test
    void folderThatCannotBeRemovedDoesNotKeepTheDatabase() throws Exception {
        DatabaseAddress address = TestVault.address(SERVER, database());
        Scratch scratch = Scratch.create(address, address.withDatabase("postgres"), folder);
        execute("postgres", "CREATE DATABASE " + scratch.database().database());
        Path away = Files.move(scratch.folder(), folder.resolve("away"));
        assertThatThrownBy(scratch::close)
                .isInstanceOf(LifeboatException.class)
                .hasMessageStartingWith("folder %s cannot be written to or cleared".formatted(scratch.folder()));
        Files.move(away, scratch.folder());
        try (Stream<Path> files = Files.walk(scratch.folder())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void databaseThatCannotBeReachedAnyMoreIsNamedAndKeepsNoFolder() throws SQLException {
        DatabaseAddress address = TestVault.address(SERVER, database());
        Scratch scratch = Scratch.create(address, address.withDatabase("is_not_there"), folder);
        assertThatThrownBy(scratch::close)
                .isInstanceOf(LifeboatException.class)
                .hasMessageStartingWith("database \"%s\" is left behind, if it was made: "
                        .formatted(scratch.database().database()));
    }

    /** Who stops the program closes connections first, and interrupts the thread when that may be cleaning up already. */
    @Test
    void interruptsKeepNobodyFromTakingAwayWhatWasMade() throws SQLException {
        DatabaseAddress address = TestVault.address(SERVER, database());
        Scratch scratch = Scratch.create(address, address.withDatabase("postgres"), folder);
        String database = scratch.database().database();
        execute("postgres", "CREATE DATABASE " + database);
        Thread closing = Thread.currentThread();
        try (ScheduledExecutorService interrupting = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> often =
                    interrupting.scheduleAtFixedRate(closing::interrupt, 0, 1, TimeUnit.MILLISECONDS);
            scratch.close();
            often.cancel(false);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(scratch.isGone()).isTrue();
        assertThat(scratch.folder()).doesNotExist();
        assertThat(SERVER.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(database);
    }

    /** The comment's transaction keeps the server from making a database; its end lets it go on, with nobody connected. */
    @Test
    void databaseThatTheServerIsStillMakingIsNotLeft() throws Exception {
        String database = database();
        Connector connector = new Connector("lifeboat selftest");
        try (Connection waitedFor = SERVER.connect("postgres")) {
            holdTemplate(waitedFor);
            DatabaseAddress address = TestVault.address(SERVER, database);
            Scratch scratch = Scratch.create(address, address.withDatabase("postgres"), folder);
            CompletableFuture<SelfTestReport> testing = CompletableFuture.supplyAsync(
                    () -> new SelfTest(scratch, TestVault.programs(), connector, SelfTestOptions.DEFAULT, step -> {})
                            .run(Progress.none()));
            awaitSessions(scratch, "wait_event_type = 'Lock'", 1);
            connector.close();
            assertThat(testing.get(1, TimeUnit.MINUTES).failure()).isPresent();
            assertThat(scratch.isGone()).isTrue();
            waitedFor.rollback();
            awaitSessions(scratch, "true", 0);
        }
    }

    /** A backend that is stopped by a signal ends for nobody. */
    @Test
    void sessionThatDoesNotEndIsAFailureThatNamesTheDatabase() throws Exception {
        DatabaseAddress address = TestVault.address(SERVER, database());
        Scratch scratch = Scratch.create(address, address.withDatabase("postgres"), folder);
        try (Connection session = new SessionDatabase(address, scratch.applicationName()).connect()) {
            long backend = Sql.one(session, "SELECT pg_backend_pid()", row -> row.getLong(1));
            Program.named("kill", "-STOP", Long.toString(backend)).succeed();
            try {
                assertThatThrownBy(scratch::close)
                        .isInstanceOf(LifeboatException.class)
                        .hasMessageStartingWith("dropping database \"%s\" failed"
                                .formatted(scratch.database().database()))
                        .hasMessageContaining("55006");
            } finally {
                Program.named("kill", "-CONT", Long.toString(backend)).succeed();
            }
        }
        assertThat(scratch.folder()).doesNotExist();
    }

    private static void holdTemplate(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Sql.run(connection, "COMMENT ON DATABASE template0 IS 'held'");
    }

    private static void awaitSessions(Scratch scratch, String which, int expected) throws Exception {
        String count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s' AND %s"
                .formatted(scratch.applicationName(), which);
        while (!Integer.toString(expected).equals(SERVER.value("postgres", count))) {
            Thread.sleep(20);
        }
    }

    @Test
    void folderOfAStoreThatCannotBeMadeIsRemoved() {
        assertThatThrownBy(() -> Scratch.create(folder, made -> {
                    throw new IllegalStateException("in " + made);
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void execute(String database, String statement) {
        try {
            SERVER.execute(database, statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What is done to a file. */
    @FunctionalInterface
    private interface Tampering {
        void with(Path file) throws IOException;
    }

    private static void data(Scratch scratch, Tampering tampering) {
        try (Stream<Path> files = Files.walk(scratch.folder())) {
            Path object = files.filter(file -> file.toString().endsWith(".copy.zst.pgp"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            tampering.with(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
