package dev.lifeboat.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.connect.AddressReader;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.OutcomeRecord;
import dev.lifeboat.record.OutcomeRecord.Failure;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.record.RunStage;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are done against a real server, once and more often, in good order and not. */
class JobRunTest {
    private static final Instant SCHEDULED = Instant.parse("2026-11-23T02:00:00Z");
    private static final String LOCK = "SELECT pg_advisory_lock(1279870533, 1112490324)";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    private Path folder;

    private FilesOnDisk files;
    private MadeUpShop shop;
    private String database;
    private String uri;
    private Role signer = Role.BACKUP;

    @BeforeEach
    void makeShop() throws SQLException {
        files = new FilesOnDisk(folder);
        shop = new MadeUpShop(DirectoryStore.initialize(folder));
        database = server.createFreshDatabase("job");
        uri = server.uri(database);
        server.execute(
                database, "CREATE TABLE orders AS SELECT n AS id, md5(n::text) AS what FROM generate_series(1, 500) n");
    }

    private static Job job(String source, BackupKind kind) {
        return Job.backup(new SourceName(source), kind, SCHEDULED, List.of(Tier.DAILY, Tier.WEEKLY), "run-1");
    }

    private static Job job() {
        return job("shop", BackupKind.FULL);
    }

    private SigningKey signing() {
        return shop.signer(signer);
    }

    private JobRun run() {
        Map<String, String> environment = System.getenv();
        JobSettings settings = new JobSettings(
                new SourceName("shop"),
                shop::catalog,
                this::signing,
                () -> Optional.of(shop.catalogKey()),
                warnings -> new AddressReader(Map.of(), folder, "nobody", warnings).fromSecret(uri),
                () -> ClientPrograms.find(environment),
                BackupOptions.DEFAULT,
                RunPlace.ELSEWHERE,
                "lifeboat test");
        return new JobRun(settings, Clock.systemUTC());
    }

    private JobOutcome done() {
        return run().run(job(), new Stop(), Progress.none());
    }

    private LifeboatException failure(Job job, Stop stop) {
        return catchThrowableOfType(LifeboatException.class, () -> run().run(job, stop, Progress.none()));
    }

    private List<OutcomeRecord> records(Job job) {
        return new OutcomeRecords(shop.catalog(), Clock.systemUTC())
                .of(job.id()).stream()
                        .map(listed -> ((ListedDocument.Standing<OutcomeRecord>) listed)
                                .document()
                                .content())
                        .toList();
    }

    private void assertFailedOnce(String code, Category category, RunStage stage) {
        assertThat(records(job()))
                .singleElement()
                .extracting(OutcomeRecord::failure)
                .isEqualTo(Optional.of(new Failure(code, category, stage)));
    }

    private void assertOneGoodBackup() {
        assertThat(shop.catalog().ids()).containsExactly(job().id());
        assertThat(new VerifyBackup(shop.catalog(), 1)
                        .run(
                                shop.catalog().read(job().id()),
                                Depth.CONTENT,
                                Optional.of(shop.recipient()),
                                Progress.none())
                        .failure())
                .isEmpty();
    }

    private Connection holding(String... statements) throws SQLException {
        Connection connection = server.connect(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return connection;
    }

    @Test
    void jobMakesItsBackupAndRecordsIt() {
        JobOutcome outcome = done();

        assertThat(outcome).isInstanceOfSatisfying(JobOutcome.Made.class, made -> {
            assertThat(made.database()).isEqualTo(database);
            assertThat(made.manifest().tiers()).containsExactly(Tier.DAILY, Tier.WEEKLY);
            assertThat(made.manifest().scheduled()).isEqualTo(SCHEDULED);
            assertThat(made.record().value()).startsWith("shop/records/" + job().id() + "/made-");
            assertThat(made.warnings()).isEmpty();
        });
        assertOneGoodBackup();
        assertThat(records(job())).singleElement().satisfies(record -> {
            assertThat(record.made().orElseThrow().manifest())
                    .isEqualTo(shop.catalog().read(job().id()).sha256());
            assertThat(record.done().rows()).isEqualTo(500);
            assertThat(record.done().segments()).isEqualTo(1);
            assertThat(record.request()).isEqualTo("run-1");
            assertThat(record.where()).isEqualTo(RunPlace.ELSEWHERE);
        });
    }

    @Test
    void sameJobOnceMoreFindsItsBackupAndRecordsNothing() {
        done();
        assertThat(done()).isInstanceOfSatisfying(JobOutcome.MadeBefore.class, before -> {
            assertThat(before.record()).isEmpty();
            assertThat(before.warnings()).isEmpty();
        });
        assertOneGoodBackup();
        assertThat(records(job())).hasSize(1);
    }

    @Test
    void backupOfAnotherDatabaseForTheSameInstantIsAFailure() throws SQLException {
        done();
        uri = server.uri(server.createFreshDatabase("other"));
        assertThat(failure(job(), new Stop()).code()).isEqualTo(ErrorCode.OBJECT_EXISTS);
        assertThat(records(job()))
                .extracting(record -> record.failure().map(Failure::code).orElse("none"))
                .containsExactlyInAnyOrder("none", "LB-104");
    }

    @Test
    void successThatItsMakerCouldNotRecordIsRecordedByTheNext() {
        assertThat(done()).isInstanceOfSatisfying(JobOutcome.Made.class, made -> files.lose(made.record()));
        assertThat(records(job())).isEmpty();

        assertThat(done())
                .isInstanceOfSatisfying(
                        JobOutcome.MadeBefore.class,
                        before -> assertThat(before.record()).isPresent());
        assertThat(records(job())).hasSize(1);
    }

    @Test
    void twoAtOnceMakeOneBackup() throws Exception {
        List<CompletableFuture<JobOutcome>> both =
                List.of(CompletableFuture.supplyAsync(this::done), CompletableFuture.supplyAsync(this::done));
        List<Class<?>> outcomes = List.of(
                both.getFirst().get(1, TimeUnit.MINUTES).getClass(),
                both.getLast().get(1, TimeUnit.MINUTES).getClass());

        assertThat(outcomes).containsExactlyInAnyOrder(JobOutcome.Made.class, JobOutcome.MadeBefore.class);
        assertOneGoodBackup();
    }

    @Test
    void runThatHasToEndWhileAnotherMakesTheSameBackupIsNoFailure() throws Exception {
        String named = "SELECT pg_advisory_lock(hashtextextended('%s/%s', 0))"
                .formatted(shop.catalog().trust().catalog(), job().id());
        Stop stop = new Stop();
        try (Connection _ = holding(LOCK, named);
                TimeLimit _ = TimeLimit.over(stop, Duration.ofSeconds(10))) {
            JobOutcome outcome = run().run(job(), stop, Progress.none());
            assertThat(outcome).isEqualTo(new JobOutcome.UnderWay(job().id(), List.of()));
        }
        assertThat(records(job())).isEmpty();
        Thread.interrupted();
    }

    @Test
    void anotherBackupOfTheDatabaseIsAFailure() throws SQLException {
        try (Connection _ = holding(LOCK)) {
            assertThat(failure(job(), new Stop()))
                    .extracting(LifeboatException::code)
                    .isEqualTo(ErrorCode.BACKUP_RUNNING);
        }
        assertFailedOnce("LB-302", Category.CONFLICT, RunStage.CONNECTING);
    }

    /** pg_dump then waits for that lock, and writes nothing. */
    private static final String HOLDS_PG_DUMP_UP = "LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE";

    @Test
    void runWhoseTimeIsOverSaysHowFarItCameAndWhatWouldHelp() throws SQLException {
        Stop stop = new Stop();
        LifeboatException failure;
        try (Connection _ = holding(HOLDS_PG_DUMP_UP);
                TimeLimit _ = TimeLimit.over(stop, Duration.ofSeconds(14))) {
            failure = failure(job(), stop);
        }
        Thread.interrupted();
        assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_PASSED);
        assertThat(failure)
                .hasMessageMatching(
                        "the time for this run was over after [0-9]+ s, with 1 tables or parts of tables copied,"
                                + " 500 rows, [0-9,]+ of about [0-9,]+ bytes: no manifest was written, so there is no backup");
        assertThat(failure.hint())
                .isEqualTo(
                        "run it on Fargate, which has no limit of 15 minutes (parameter RunOn), or give the function more"
                                + " memory, and with it more processors (parameter WorkerMemory)");
        assertFailedOnce("LB-307", Category.UNAVAILABLE, RunStage.COPYING);
        assertThat(shop.catalog().ids()).isEmpty();

        assertThat(done()).isInstanceOf(JobOutcome.Made.class);
        assertOneGoodBackup();
    }

    @Test
    void runThatIsToldToStopRecordsThatAtOnce() throws Exception {
        Stop stop = new Stop();
        try (Connection _ = holding(HOLDS_PG_DUMP_UP)) {
            CompletableFuture<LifeboatException> running = CompletableFuture.supplyAsync(() -> failure(job(), stop));
            awaitPgDump();
            long told = System.nanoTime();
            stop.now(Stop.Reason.TOLD);
            LifeboatException failure = running.get(1, TimeUnit.MINUTES);
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(5));
            assertThat(failure.code()).isEqualTo(ErrorCode.INTERRUPTED);
            assertThat(failure).hasMessageStartingWith("the run was told to stop after ");
        }
        assertFailedOnce("LB-605", Category.UNAVAILABLE, RunStage.COPYING);
    }

    @Test
    void stopBeforeTheFirstRowSaysWhatToLookAt() {
        Stop stop = new Stop();
        stop.now(Stop.Reason.TIME);
        LifeboatException failure = failure(job(), stop);
        Thread.interrupted();
        assertThat(failure)
                .hasMessageMatching(
                        "the time for this run was over after [0-9] s, before any row was copied \\(connecting\\):"
                                + " no manifest was written, so there is no backup");
        assertThat(failure.hint())
                .isEqualTo(
                        "see the network between worker, database and store, and what locks the tables; then repeat the job");
    }

    @Test
    void serverThatCannotBeReachedIsRecorded() {
        uri = "postgresql://postgres@127.0.0.1:1/shop";
        assertThat(failure(job(), new Stop()).code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        assertFailedOnce("LB-501", Category.UNAVAILABLE, RunStage.CONNECTING);
    }

    @Test
    void incrementalIsRefusedInOneSentence() {
        Job incremental = job("shop", BackupKind.INCREMENTAL);
        assertThat(failure(incremental, new Stop()))
                .hasMessage(
                        "the job asks for an incremental backup, and this version takes full ones only: no backup was made");
        assertThat(records(incremental)).hasSize(1);
        assertThat(shop.catalog().ids()).isEmpty();
    }

    @Test
    void jobForAnotherSourceIsNotDone() {
        Job other = job("warehouse", BackupKind.FULL);
        assertThat(failure(other, new Stop()))
                .hasMessage("the job is for source warehouse, and this worker backs up source shop: nothing was done");
        assertThat(records(other)).isEmpty();
    }

    @Test
    void failureThatCannotBeRecordedSaysSo() {
        signer = Role.PROVE;
        LifeboatException failure = failure(job(), new Stop());
        assertThat(failure.code()).isEqualTo(ErrorCode.KEY_WRONG);
        assertThat(failure).hasMessageContaining("; and that could not be recorded in the catalog: signing key ");
        assertThat(records(job())).isEmpty();
    }

    @Test
    void backupThatStandsAndCannotBeRecordedIsAFailureUntilARepetitionRecordsIt() throws IOException {
        Path there = folder.resolve("shop/records/" + job().id());
        Files.createDirectories(there.getParent());
        Files.writeString(there, "a file in the place of the folder");
        for (String run : List.of("made", "made before")) {
            assertThat(failure(job(), new Stop()))
                    .as(run)
                    .hasMessageStartingWith("backup 20261123T020000Z-full stands, and that could not be recorded: ");
        }
        assertOneGoodBackup();

        Files.delete(there);
        assertThat(done())
                .isInstanceOfSatisfying(
                        JobOutcome.MadeBefore.class,
                        before -> assertThat(before.record()).isPresent());
        assertThat(records(job()))
                .singleElement()
                .satisfies(record -> assertThat(record.failure()).isEmpty());
    }

    private void awaitPgDump() throws Exception {
        String waiting = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lifeboat'"
                + " AND wait_event_type = 'Lock' AND datname = '%s'".formatted(database);
        for (int look = 0; !"1".equals(server.value("postgres", waiting)); look++) {
            assertThat(look).as("looks for pg_dump").isLessThan(600);
            Thread.sleep(100);
        }
    }
}
