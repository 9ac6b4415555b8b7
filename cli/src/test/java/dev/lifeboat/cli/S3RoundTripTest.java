package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Every command but copy on a bucket that keeps versions, with one backup that all tests here read. */
@TestInstance(Lifecycle.PER_CLASS)
class S3RoundTripTest {
    private static final String ID = "20261122T020000Z-full";

    private final TestAws aws = TestAws.shared();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("sold");
    private final String bucket = aws.newVersionedBucket();
    private final String store = "s3://" + bucket + "/backups";
    private S3Shop shop = S3Shop.none();

    @BeforeAll
    void initAndBackUp(@TempDir Path folder) throws SQLException {
        server.createDatabase(database);
        server.execute(
                database,
                "CREATE TABLE customers (id int PRIMARY KEY, name text)",
                "INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 500) n");
        shop = S3Shop.in(folder, bucket + "/backups", aws.endpoint(), "--with-role=retain");
        assertThat(run("backup", "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z"))
                .startsWith("Backup " + ID + " is made.\n");
    }

    /** Runs a command that has to succeed without a word, on a machine that init's own file configures. */
    private String run(String... arguments) {
        Program.Run run = shop.succeed(arguments);
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    @Test
    void theConfigurationFileSaysHowTheBucketIsReached() {
        assertThat(shop.keys().resolve("lifeboat.conf"))
                .content()
                .contains("store = %s\nendpoint-url = %s\nregion = %s\npath-style = true\nsource = shop\n"
                        .formatted(store, aws.endpoint(), aws.region()));
    }

    @Test
    void theBackupIsListedAndShown() {
        assertThat(run("list")).contains("\n" + ID + "  ", "  500  ");
        assertThat(run("show", ID)).containsPattern("public\\.customers +500 ");
    }

    @Test
    void aJobIsDoneAndRecorded() {
        String job = "{\"format\":\"lifeboat-job-1\",\"requires\":[],\"job\":\"backup\",\"source\":\"shop\","
                + "\"kind\":\"full\",\"scheduled\":\"2026-11-26T02:00:00Z\",\"tiers\":[\"daily\"],\"request\":\"x\"}";
        String from = "--database=" + server.uri(database);
        assertThat(run("run", "--job=" + job, from, "--signing-key=" + shop.secret("backup")))
                .startsWith("Backup 20261126T020000Z-full is made.\n")
                .containsPattern("recorded as +shop/records/20261126T020000Z-full/made-");
    }

    @Test
    void allIsWellWithTheBackups() {
        assertThat(run("status"))
                .containsPattern("age of full +well ")
                .containsPattern("manifests +well ")
                .containsPattern("covered objects +well +none");
    }

    @Test
    void theSameBackupAgainMeetsTheFirst() {
        assertThat(run(
                        "backup",
                        "--database=" + server.uri(database),
                        "--at=2026-11-22T02:00:00Z",
                        "--catalog-key=" + shop.secret("catalog")))
                .startsWith("Backup " + ID + " was made before, by another run; this one made none.\n");
    }

    @Test
    void itIsVerifiedInEachDepth() {
        for (String depth : new String[] {"presence", "checksums", "content"}) {
            assertThat(run("verify", ID, "--depth=" + depth)).contains(ID);
        }
    }

    @Test
    void everyRowComesBack() throws SQLException {
        String target = PostgresServer.freshName("back");
        assertThat(run("restore", ID, "--create", "--database=" + server.uri(target)))
                .contains("500 rows", "each row proven");
        assertThat(server.value(target, "SELECT count(*) FROM customers")).isEqualTo("500");
    }

    @Test
    void oneTableComesBack() throws SQLException {
        String target = server.createFreshDatabase("back");
        assertThat(run("restore", ID, "--table=public.customers", "--database=" + server.uri(target)))
                .contains("500 rows", "each row proven");
        assertThat(server.value(target, "SELECT count(*) FROM customers")).isEqualTo("500");
    }

    @Test
    void aBackupWhoseObjectCannotBeStoredHasNoManifest() {
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())
                .next(Integer.MAX_VALUE, "PUT .*/data/.*", Fault.cuttingTheRequestAfter(0))) {
            Program.Run failed = shop.configured()
                    .run(
                            "backup",
                            "--database=" + server.uri(database),
                            "--at=2026-11-23T02:00:00Z",
                            "--endpoint-url=" + proxy.endpoint());
            assertThat(failed.exitCode()).isEqualTo(6);
            assertThat(failed.err()).startsWith("error [LB-101]: store " + store + " does not answer at ");
            assertThat(proxy.count("PUT .*/manifests/.*")).isZero();
        }
        assertThat(run("list")).doesNotContain("20261123T020000Z-full");
    }

    @Test
    void aManifestWhoseAnswerIsLostMakesABackup() {
        try (FaultyProxy proxy =
                FaultyProxy.before(aws.endpoint()).next(1, "PUT .*/manifests/.*", Fault.losingTheAnswer())) {
            assertThat(run(
                            "backup",
                            "--database=" + server.uri(database),
                            "--at=2026-11-24T02:00:00Z",
                            "--endpoint-url=" + proxy.endpoint()))
                    .startsWith("Backup 20261124T020000Z-full is made.\n");
            assertThat(proxy.count("PUT .*/manifests/.*")).isEqualTo(2);
        }
    }

    @Test
    void wrongBytesOfADownloadFailTheVerification() {
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())
                .next(1, "GET .*/data/[^?]*\\?.*", Fault.turningABitOfTheAnswerAt(40))) {
            Program.Run failed =
                    shop.configured().run("verify", ID, "--depth=checksums", "--endpoint-url=" + proxy.endpoint());
            assertThat(failed.exitCode()).isEqualTo(3);
            assertThat(failed.err()).startsWith("error [LB-102]: ");
        }
    }

    @Test
    void everyRowComesBackThroughDownloadsThatBreak() throws SQLException {
        String target = PostgresServer.freshName("back");
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())
                .next(1, "GET .*/index[^?]*\\?.*", Fault.cuttingTheAnswerAfter(10))
                .next(3, "GET .*/data/[^?]*\\?.*", Fault.cuttingTheAnswerAfter(1000))) {
            assertThat(run(
                            "restore",
                            ID,
                            "--create",
                            "--database=" + server.uri(target),
                            "--endpoint-url=" + proxy.endpoint()))
                    .contains("500 rows", "each row proven");
            assertThat(proxy.requests("GET .*/data/[^?]*\\?.*"))
                    .anyMatch(request -> request.header("Range").isPresent());
        }
    }

    @Test
    void wrongBytesOfADownloadFailARestore() {
        String target = PostgresServer.freshName("back");
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())
                .next(Integer.MAX_VALUE, "GET .*/data/[^?]*\\?.*", Fault.turningABitOfTheAnswerAt(1000))) {
            Program.Run failed = shop.configured()
                    .run(
                            "restore",
                            ID,
                            "--create",
                            "--database=" + server.uri(target),
                            "--endpoint-url=" + proxy.endpoint());
            assertThat(failed.exitCode()).as(failed.err()).isEqualTo(3);
            assertThat(failed.err()).startsWith("error [LB-102]: ");
        }
    }

    @Test
    void outcomesAreRecorded() {
        String prove = "--signing-key=" + shop.secret("prove");
        assertThat(run("verify", ID, "--record", prove)).contains("Recorded as shop/records/" + ID + "/verification-");
        String target = "--database=" + server.uri(PostgresServer.freshName("back"));
        assertThat(run("restore", ID, "--create", target, "--record", prove))
                .contains("Recorded as shop/records/" + ID + "/restore-");
    }

    @Test
    void keysAreShownCheckedAddedRewrappedAndRetired(@TempDir Path folder) throws IOException {
        String owner = "--owner-key=" + shop.secret("owner");
        assertThat(run("keys", "show")).startsWith("Source shop\n  trust file  version 1 of ");
        assertThat(run("keys", "check")).startsWith("The key opens backup ");
        assertThat(run("keys", "add", "--role=operator", "--keys=" + folder, owner))
                .contains("version 2 of ");
        Path colleague = Files.writeString(
                folder.resolve("colleague.asc"),
                new KeyGeneration(
                                "colleague",
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60))
                        .recipient(new char[0])
                        .certificate()
                        .armored());
        assertThat(run("keys", "add-recipient", "--certificate=" + colleague, owner))
                .contains("version 3 of ", "  colleague  ");
        assertThat(run("keys", "rewrap", ID, "--signing-key=" + folder.resolve("operator.secret.asc")))
                .contains(ID + "  rewrapped for ", "Rewrapped: 1 of 1 backup.");
        assertThat(run("keys", "add", "--role=copy", "--keys=" + folder, owner)).contains("version 4 of ");
        String copy = Certificate.parse(Files.readString(folder.resolve("copy.public.asc")), "copy")
                .fingerprint()
                .toString();
        assertThat(run("keys", "retire", copy, owner)).startsWith("Key " + copy + " is retired.\n");
        assertThat(run("keys", "show")).startsWith("Source shop\n  trust file  version 5 of ");
    }

    @Test
    void whatAKilledBackupLeftIsFoundAndItsYoungUploadsAreLeftAlone() {
        String attempt = "20261125T020000Z-full-3a7dc821f36c9989";
        String object = "backups/shop/backups/" + attempt + "/data/0000/000001.copy.zst.pgp";
        aws.s3().putObject(request -> request.bucket(bucket).key(object), RequestBody.fromString("rows"));
        aws.s3().createMultipartUpload(request -> request.bucket(bucket).key(object + "2"));
        String key = "--signing-key=" + shop.secret("retain");
        assertThat(run("tidy", "--dry-run", key)).contains(attempt);
        assertThat(run("tidy", key)).containsPattern(attempt + " +1 +4 B +may be at work until .*: left alone\n");
        assertThat(aws.s3()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .extracting(MultipartUpload::key)
                .contains(object + "2");
    }

    @Test
    void aTableIsExported(@TempDir Path folder) throws Exception {
        run("export", ID, "--table=public.customers", "--to=" + folder.resolve("customers.copy"));
        assertThat(Files.readAllLines(folder.resolve("customers.copy")))
                .hasSize(500)
                .contains("1\tcustomer 1");
    }
}
