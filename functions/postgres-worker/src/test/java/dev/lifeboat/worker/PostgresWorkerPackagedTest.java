package dev.lifeboat.worker;

import static dev.lifeboat.worker.WorkerShop.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.verify.MadeUpShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** The function as it is deployed, with a real database, its backups in a bucket and its secrets in Secrets Manager. */
class PostgresWorkerPackagedTest {
    private static final Path JAR = Path.of("target", "lifeboat-postgres-worker.jar");
    private static final String FAILED = "dev.lifeboat.lambda.FunctionFailedException";
    private static final String HOLDS_PG_DUMP_UP = "LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE";
    private static final String MADE = """
            \\{"outcome":"%s","backup":"20261123T020000Z-full","request":"5f2c7f0e-6d0b-4c53-9a0c-3b9f9be3a1d7",\
            "totals":\\{"objects":3,"storedBytes":[0-9]+,"plainBytes":[0-9]+,"tables":1,"rows":500},\
            "record":%s,"warnings":\\[]}""";
    private static final String RECORD =
            "\"shop/records/20261123T020000Z-full/made-[0-9TZ]+-[0-9a-f]{16}\\.json\\.asc\"";

    private final WorkerShop shop = new WorkerShop();
    private final Map<String, String> environment = shop.environment();

    private PackagedFunction start() {
        return PackagedFunction.start(JAR, PostgresWorkerHandler.class.getName(), environment);
    }

    private static Invocation.Failed failed(String text) {
        return new Invocation.Failed(FAILED, text);
    }

    private Invocation.Failed failure(String event) {
        try (PackagedFunction function = start()) {
            Invocation.Failed failed = function.failure(event);
            assertThat(function.log() + failed).doesNotContain("PRIVATE KEY", "s3cret");
            return failed;
        }
    }

    @Test
    void jobMakesOneBackupHoweverOftenItComesLockedAsTheFunctionIsTold() {
        environment.put("LIFEBOAT_LOCK_DAYS", "30");
        environment.put("LIFEBOAT_LOCK_MODE", "governance");
        try (PackagedFunction function = start()) {
            assertThat(function.result(event("job"))).matches(MADE.formatted("made", RECORD));
            assertThat(function.result(event("job"))).matches(MADE.formatted("made before", "null"));
            assertThat(function.log()).doesNotContain("PRIVATE KEY", "s3cret");
        }
        shop.assertOneGoodBackup();
        shop.assertLocked(30, ObjectLockRetentionMode.GOVERNANCE);
        assertThat(shop.records()).singleElement().satisfies(record -> {
            assertThat(record.where()).isEqualTo(RunPlace.LAMBDA);
            assertThat(record.done().rows()).isEqualTo(500);
        });
    }

    @Test
    void twoAtOnceMakeOneBackup() throws Exception {
        try (PackagedFunction one = start();
                PackagedFunction other = start()) {
            List<CompletableFuture<String>> both = List.of(
                    CompletableFuture.supplyAsync(() -> one.result(event("job"))),
                    CompletableFuture.supplyAsync(() -> other.result(event("job"))));
            List<String> results = List.of(
                    both.getFirst().get(2, TimeUnit.MINUTES), both.getLast().get(2, TimeUnit.MINUTES));
            assertThat(results).anyMatch(result -> result.startsWith("{\"outcome\":\"made\","));
            assertThat(results).anyMatch(result -> result.startsWith("{\"outcome\":\"made before\","));
        }
        shop.assertOneGoodBackup();
    }

    @Test
    void killedProcessLeavesItsJobToTheNext() throws Exception {
        try (Connection _ = shop.holding(HOLDS_PG_DUMP_UP);
                PackagedFunction function = start()) {
            CompletableFuture<Invocation> running = CompletableFuture.supplyAsync(() -> function.invoke(event("job")));
            shop.awaitPgDump();
            function.kill();
            assertThat(running.get(1, TimeUnit.MINUTES)).isInstanceOf(Invocation.Failed.class);
        }
        assertThat(shop.shop.catalog().ids()).isEmpty();
        assertThat(shop.records()).isEmpty();

        try (PackagedFunction function = start()) {
            assertThat(function.result(event("job"))).matches(MADE.formatted("made", RECORD));
        }
        shop.assertOneGoodBackup();
    }

    /** Policies know requests of parts by other names and conditions than those of small objects. */
    @Test
    void objectInPartsLeavesNoneWhereItFailsAndIsWholeTheNextTime() {
        shop.withRowsForParts();
        environment.put("LIFEBOAT_LOCK_DAYS", "30");
        environment.put("LIFEBOAT_LOCK_MODE", "governance");
        try (FaultyProxy proxy = FaultyProxy.before(shop.aws.endpoint())) {
            environment.put("AWS_ENDPOINT_URL_S3", proxy.endpoint().toString());
            try (PackagedFunction function = start()) {
                proxy.next(1, "POST .*[?&]uploadId=.*", Fault.answering(403, "AccessDenied"));
                assertThat(function.failure(event("job")).message()).startsWith("error [LB-106]: ");
                assertThat(proxy.count("DELETE .*[?&]uploadId=.*")).isEqualTo(1);
                assertThat(function.result(event("job"))).startsWith("{\"outcome\":\"made\",");
            }
            assertThat(proxy.count("PUT .*[?&]partNumber=2.*")).isEqualTo(2);
        }
        assertThat(shop.uploads()).isEmpty();
        shop.assertOneGoodBackup();
        shop.assertLocked(30, ObjectLockRetentionMode.GOVERNANCE);
    }

    /** It is named by when it was due, and holds what was there when it was made: its manifest says both. */
    @Test
    void jobThatComesDaysLateIsDoneAndItsManifestSaysWhen() {
        Instant before = Instant.now();
        try (PackagedFunction function = start()) {
            function.result(event("job"));
        }
        Manifest manifest = shop.shop.catalog().read(MadeUpShop.MONDAY).content();
        assertThat(manifest.scheduled())
                .isEqualTo(MadeUpShop.MONDAY.scheduled())
                .isBefore(before);
        assertThat(manifest.snapshot()).isAfter(before.minusSeconds(1));
    }

    @Test
    void timeThatIsTooShortIsNoticedBeforeItIsOver() throws SQLException {
        try (Connection _ = shop.holding(HOLDS_PG_DUMP_UP);
                PackagedFunction function = PackagedFunction.start(
                        JAR, PostgresWorkerHandler.class.getName(), environment, Duration.ofSeconds(16))) {
            Invocation.Failed failed = function.failure(event("job"));
            assertThat(failed.message()).matches("""
                    error \\[LB-307]: the time for this run was over after [0-9]+ s, with 1 tables or parts of tables copied, \
                    500 rows, [0-9,]+ of about [0-9,]+ bytes: no manifest was written, so there is no backup
                        hint: run it on Fargate, which has no limit of 15 minutes \\(parameter RunOn\\), or give the function \
                    more memory, and with it more processors \\(parameter WorkerMemory\\)""");
        }
        assertThat(shop.failure()).isEqualTo("LB-307 copying");
        assertThat(shop.shop.catalog().ids()).isEmpty();

        try (PackagedFunction function = start()) {
            assertThat(function.result(event("job"))).contains("\"outcome\":\"made\"");
        }
        shop.assertOneGoodBackup();
    }

    @Test
    void processServesTheNextEventAfterOneThatWasStopped() throws SQLException {
        try (PackagedFunction function = PackagedFunction.start(
                JAR, PostgresWorkerHandler.class.getName(), environment, Duration.ofSeconds(16))) {
            try (Connection _ = shop.holding(HOLDS_PG_DUMP_UP)) {
                function.failure(event("job"));
            }
            assertThat(function.result(event("job"))).contains("\"outcome\":\"made\"");
        }
        shop.assertOneGoodBackup();
    }

    @Test
    void eventThatIsNoJobIsAFailure() {
        String text = """
                error [LB-602]: the job is not a valid document (line %d, column %d): it cannot be used; expected is a \
                document of the format lifeboat-job-1: nothing was done
                    hint: docs/aws.md shows one""";
        try (PackagedFunction function = start()) {
            for (String name : List.of("job-malformed", "manifest-created", "schedule")) {
                Invocation.Failed failed = function.failure(event(name));
                assertThat(failed.message().replaceAll("line [0-9]+, column [0-9]+", "line 1, column 2"))
                        .isEqualTo(text.formatted(1, 2));
            }
            assertThat(function.failure(event("job-of-a-later-version")).message())
                    .startsWith("error [LB-111]: the job is of the format 'lifeboat-job-2', this program reads");
            assertThat(function.failure(event("job-of-another-source"))).isEqualTo(failed("""
                            error [LB-602]: the job is for source warehouse, and this worker backs up source shop: nothing was done
                                hint: see who sends it, and to which worker"""));
        }
        assertThat(shop.records()).isEmpty();
    }

    @Test
    void incrementalIsRefusedInOneSentence() {
        assertThat(failure(event("job-incremental"))).isEqualTo(failed("""
                        error [LB-602]: the job asks for an incremental backup, and this version takes full ones only: no backup was made
                            hint: let the schedule ask for full ones"""));
    }

    @Test
    void missingSecretIsNamedAndRecorded() {
        environment.put("LIFEBOAT_DATABASE_SECRET", "shop/database");
        assertThat(failure(event("job"))).isEqualTo(failed("""
                        error [LB-206]: secret shop/database is not in Secrets Manager, or has no value: it cannot be used
                            hint: see its name, the account and the region, and that a value was stored"""));
        assertThat(shop.failure()).isEqualTo("LB-206 preparing");
    }

    @Test
    void secretThatIsNoneOfADatabaseIsNotRepeated() {
        environment.put("LIFEBOAT_DATABASE_SECRET", shop.aws.newSecret("s3cret-word"));
        assertThat(failure(event("job")).message()).contains("is neither a connection URI nor the JSON that RDS keeps");
        assertThat(shop.failure()).isEqualTo("LB-602 preparing");
    }

    @Test
    void wrongPasswordIsAFailureThatIsRecorded() {
        try (PostgresServer server =
                PostgresServer.of(shop.server.major()).withPassword("another").start()) {
            environment.put("LIFEBOAT_DATABASE", "postgresql://%s:%d/postgres".formatted(server.host(), server.port()));
            assertThat(failure(event("job")).message()).startsWith("error [LB-502]: ");
        }
        assertThat(shop.failure()).isEqualTo("LB-502 connecting");
    }

    @Test
    void databaseThatCannotBeReachedIsAFailureThatIsRecorded() {
        environment.put("LIFEBOAT_DATABASE", "postgresql://127.0.0.1:1/shop");
        assertThat(failure(event("job")).message()).startsWith("error [LB-501]: ");
        assertThat(shop.failure()).isEqualTo("LB-501 connecting");
    }

    @Test
    void keyOfAnotherRoleCanNeitherBackUpNorRecord() {
        environment.put("LIFEBOAT_SIGNING_KEY_SECRET", shop.aws.newSecret(shop.shop.keyFile("copy")));
        assertThat(failure(event("job")).message())
                .startsWith("error [LB-207]: ")
                .contains("; and that could not be recorded in the catalog: ");
        assertThat(shop.records()).isEmpty();
    }

    @Test
    void missingVariableIsNamedBeforeAnyEvent() {
        environment.remove("LIFEBOAT_DATABASE_SECRET");
        assertThat(failure(event("job"))).isEqualTo(failed("""
                        error [LB-602]: environment variable LIFEBOAT_DATABASE_SECRET is not set: the function cannot work
                            hint: set it in the function's configuration; docs/aws.md says what belongs there"""));
    }
}
