package dev.lifeboat.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.OutcomeRecord;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A database, a bucket, the secrets of both, and a worker's variables. */
final class WorkerShop {
    private static final Path EVENTS = Path.of("..", "..", "events", "postgres-worker");

    static {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    final TestAws aws = TestAws.shared();
    final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());
    final String database = PostgresServer.freshName("worker");
    final String bucket = aws.newLockingBucket();
    final MadeUpShop shop = new MadeUpShop(store(bucket + "/production"));

    WorkerShop() {
        try {
            server.createDatabase(database);
            server.execute(
                    database,
                    "CREATE TABLE orders AS SELECT n AS id, md5(n::text) AS what FROM generate_series(1, 500) n");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another table, of more than a part of an object even when it is compressed: 10 MB of what looks random. */
    void withRowsForParts() {
        try {
            server.execute(
                    database,
                    "CREATE TABLE noise AS SELECT n AS id, (SELECT string_agg(sha512(convert_to(n || ' ' || m, 'UTF8')), '')"
                            + " FROM generate_series(1, 16) m) AS what FROM generate_series(1, 10000) n");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Uploads in parts that nobody ended. */
    List<MultipartUpload> uploads() {
        return aws.s3().listMultipartUploads(request -> request.bucket(bucket)).uploads();
    }

    private S3Store store(String place) {
        S3Settings settings = new S3Settings(
                Optional.of(aws.endpoint()),
                true,
                Optional.of(aws.region()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                S3Settings.DEFAULT.limits());
        return S3Store.initialize(S3Location.parse("s3://" + place), settings);
    }

    /** As RDS keeps it. */
    String secretOfDatabase() {
        return "{\"username\":\"postgres\",\"password\":\"s3cret-word\",\"engine\":\"postgres\",\"host\":\"%s\",\"port\":%d,\"dbname\":\"%s\"}"
                .formatted(server.host(), server.port(), database);
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION", aws.region(),
                "AWS_ACCESS_KEY_ID", TestAws.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", TestAws.SECRET_KEY,
                "AWS_ENDPOINT_URL", aws.endpoint().toString(),
                "LIFEBOAT_PATH_STYLE", "true",
                "LIFEBOAT_STORE", shop.store().location(),
                "LIFEBOAT_SOURCE", "shop",
                "LIFEBOAT_OWNER", shop.pin().owner().value(),
                "LIFEBOAT_SIGNING_KEY_SECRET", aws.newSecret(shop.keyFile("backup")),
                "LIFEBOAT_DATABASE_SECRET", aws.newSecret(secretOfDatabase())));
        environment.put("LIFEBOAT_CATALOG_KEY_SECRET", aws.newSecret(shop.keyFile("catalog")));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""));
        return environment;
    }

    static String event(String name) {
        try {
            return Files.readString(EVENTS.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A transaction that holds what the statement locks, until it is closed. */
    Connection holding(String statement) throws SQLException {
        Connection connection = server.connect(database);
        connection.setAutoCommit(false);
        try (Statement locking = connection.createStatement()) {
            locking.execute(statement);
        }
        return connection;
    }

    /** Waits until pg_dump waits for a lock that somebody holds. */
    void awaitPgDump() throws Exception {
        String waiting = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lifeboat'"
                + " AND wait_event_type = 'Lock' AND datname = '%s'".formatted(database);
        for (int look = 0; !"1".equals(server.value("postgres", waiting)); look++) {
            assertThat(look).as("looks for pg_dump").isLessThan(600);
            Thread.sleep(100);
        }
    }

    /** What somebody who looks at the bucket sees of each object that a backup stored, by key. */
    Map<String, ObjectLockRetention> locks() {
        Map<String, ObjectLockRetention> locks = new HashMap<>();
        for (S3Object object : aws.s3()
                .listObjectsV2(request -> request.bucket(bucket).prefix("production/shop/"))
                .contents()) {
            if (!object.key().contains("/trust/")) { // what init made, by its own options
                locks.put(
                        object.key(),
                        aws.s3()
                                .getObjectRetention(
                                        request -> request.bucket(bucket).key(object.key()))
                                .retention());
            }
        }
        return locks;
    }

    /** That everything is locked from its storing on, for so many days. */
    void assertLocked(int days, ObjectLockRetentionMode mode) {
        Map<String, ObjectLockRetention> locks = locks();
        for (String folder : List.of("attempts", "backups", "manifests", "records")) {
            assertThat(locks.keySet()).as(folder).anyMatch(key -> key.startsWith("production/shop/" + folder + "/"));
        }
        Instant end = Instant.now().plus(Duration.ofDays(days));
        assertThat(locks).allSatisfy((key, lock) -> {
            assertThat(lock.mode()).isEqualTo(mode);
            assertThat(lock.retainUntilDate()).isBetween(end.minus(Duration.ofMinutes(10)), end);
        });
    }

    List<OutcomeRecord> records() {
        return new OutcomeRecords(shop.catalog(), Clock.systemUTC())
                .of(MadeUpShop.MONDAY).stream()
                        .map(listed -> ((ListedDocument.Standing<OutcomeRecord>) listed)
                                .document()
                                .content())
                        .toList();
    }

    /** The code and stage of the one failure that is recorded. */
    String failure() {
        assertThat(records()).hasSize(1);
        OutcomeRecord.Failure failure = records().getFirst().failure().orElseThrow();
        return failure.code() + " " + failure.stage().text();
    }

    void assertOneGoodBackup() {
        assertOneGoodBackup("");
    }

    /** @param when what was done before, for whoever reads that it is not so */
    void assertOneGoodBackup(String when) {
        assertThat(shop.catalog().ids()).as(when).containsExactly(MadeUpShop.MONDAY);
        assertThat(new VerifyBackup(shop.catalog(), 1)
                        .run(
                                shop.catalog().read(MadeUpShop.MONDAY),
                                Depth.CONTENT,
                                Optional.of(shop.recipient()),
                                Progress.none())
                        .failure())
                .as(when)
                .isEmpty();
    }
}
