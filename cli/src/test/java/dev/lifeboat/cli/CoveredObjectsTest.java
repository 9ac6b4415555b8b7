package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes objects of a bucket that keeps versions: nothing is lost, and it is said. */
final class CoveredObjectsTest {
    private static final String ID = "20261122T020000Z-full";
    private static final String WARNING =
            "warning: 1 object, the first of them shop/%s, lies below a delete marker or a later version:";

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    Path folder;

    @BeforeEach
    void backUp() throws SQLException {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
        String database = server.createFreshDatabase("covered");
        server.execute(database, "CREATE TABLE t AS SELECT 1 AS n");
        succeed(
                "init",
                "--store=s3://" + bucket,
                "--endpoint-url=" + aws.endpoint(),
                "--path-style",
                "--region=" + aws.region(),
                "--source=shop",
                "--keys=" + folder.resolve("keys"));
        succeed("backup", config(), "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z");
    }

    @AfterEach
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private String config() {
        return "--config=" + folder.resolve("keys/lifeboat.conf");
    }

    private static Program.Run succeed(String... arguments) {
        Program.Run run = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .with("LIFEBOAT_QUIET", "true")
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""))
                .run(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    /** Deletes the first object below a prefix, and gives its key in the source. */
    private String delete(String prefix) {
        String key =
                aws.s3().listObjectsV2(request -> request.bucket(bucket).prefix("shop/" + prefix)).contents().stream()
                        .findFirst()
                        .orElseThrow()
                        .key();
        aws.s3().deleteObject(request -> request.bucket(bucket).key(key));
        return key.substring("shop/".length());
    }

    @Test
    void aDeletedManifestIsStillListedAndIsNamed() {
        String manifest = delete("manifests/");
        Program.Run list = succeed("list", config());
        assertThat(list.out()).contains(ID);
        assertThat(list.err()).startsWith(WARNING.formatted(manifest));
    }

    @Test
    void aDeletedObjectIsStillSoundAndIsNamed() {
        String object = delete("backups/");
        Program.Run verify = succeed("verify", ID, config(), "--output=json");
        assertThat(verify.err()).startsWith(WARNING.formatted(object));
        assertThat(verify.out()).contains("\"sound\" : true", "lies below a delete marker or a later version");
    }
}
