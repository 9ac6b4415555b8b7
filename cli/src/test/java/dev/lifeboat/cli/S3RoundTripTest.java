package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a bucket that keeps versions, from init to export, with one backup that all tests here read. */
@TestInstance(Lifecycle.PER_CLASS)
class S3RoundTripTest {
    private static final String ID = "20261122T020000Z-full";

    private final TestAws aws = TestAws.shared();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("sold");
    private final String store = "s3://" + aws.newVersionedBucket() + "/backups";
    private Path keys = Path.of("");

    @BeforeAll
    void initAndBackUp(@TempDir Path folder) throws SQLException {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
        keys = folder.resolve("keys");
        server.createDatabase(database);
        server.execute(
                database,
                "CREATE TABLE customers (id int PRIMARY KEY, name text)",
                "INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 500) n");
        result(lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run(
                        "init",
                        "--store=" + store,
                        "--endpoint-url=" + aws.endpoint(),
                        "--path-style",
                        "--region=" + aws.region(),
                        "--source=shop",
                        "--keys=" + keys));
        assertThat(run("backup", "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z"))
                .startsWith("Backup " + ID + " is made.\n");
    }

    @AfterAll
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** Runs a command that has to succeed without a word, on a machine that init's own file configures. */
    private String run(String... arguments) {
        return result(configured().run(arguments));
    }

    private Program configured() {
        return lifeboat()
                .with("LIFEBOAT_CONFIG", keys.resolve("lifeboat.conf").toString())
                .with("LIFEBOAT_KEY", keys.resolve("recipient.secret.asc").toString())
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .with("LIFEBOAT_QUIET", "true")
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""));
    }

    private static String result(Program.Run run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    @Test
    void theConfigurationFileSaysHowTheBucketIsReached() {
        assertThat(keys.resolve("lifeboat.conf"))
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
    void theSameBackupAgainMeetsTheFirst() {
        assertThat(run("backup", "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z"))
                .startsWith("Backup " + ID + " was made before, by another run; nothing was done.\n");
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
    void aBackupWhoseObjectCannotBeStoredHasNoManifest() {
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())
                .next(Integer.MAX_VALUE, "PUT .*/data/.*", Fault.cuttingTheRequestAfter(0))) {
            Program.Run failed = configured()
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
                    configured().run("verify", ID, "--depth=checksums", "--endpoint-url=" + proxy.endpoint());
            assertThat(failed.exitCode()).isEqualTo(3);
            assertThat(failed.err()).startsWith("error [LB-102]: ");
        }
    }

    @Test
    void aTableIsExported(@TempDir Path folder) throws Exception {
        run("export", ID, "--table=public.customers", "--to=" + folder.resolve("customers.copy"));
        assertThat(Files.readAllLines(folder.resolve("customers.copy")))
                .hasSize(500)
                .contains("1\tcustomer 1");
    }
}
