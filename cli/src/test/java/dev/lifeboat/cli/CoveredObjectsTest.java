package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Somebody deletes or replaces objects of a bucket that keeps versions: nothing is lost, and it is said. */
final class CoveredObjectsTest {
    private static final String ID = "20261122T020000Z-full";
    private static final String WARNING =
            "warning: 1 object, the first of them shop/%s, lies below a delete marker or a later version:";
    private static final String IN_JSON = "lies below a delete marker or a later version";

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private S3Shop shop = S3Shop.none();

    @BeforeEach
    void backUp(@TempDir Path folder) throws SQLException {
        String database = server.createFreshDatabase("covered");
        server.execute(database, "CREATE TABLE t AS SELECT 1 AS n");
        shop = S3Shop.in(folder, bucket, aws.endpoint());
        shop.succeed("backup", "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z");
    }

    /** Does something to the first object below a prefix, and gives its key in the source. */
    private String first(String prefix, Consumer<String> deed) {
        String key =
                aws.s3().listObjectsV2(request -> request.bucket(bucket).prefix("shop/" + prefix)).contents().stream()
                        .findFirst()
                        .orElseThrow()
                        .key();
        deed.accept(key);
        return key.substring("shop/".length());
    }

    private void delete(String key) {
        aws.s3().deleteObject(request -> request.bucket(bucket).key(key));
    }

    private void overwrite(String key) {
        aws.s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("another's"));
    }

    @Test
    void aDeletedManifestIsStillListedAndIsNamed() {
        String manifest = first("manifests/", this::delete);
        Program.Run list = shop.succeed("list");
        assertThat(list.out()).contains(ID);
        assertThat(list.err()).startsWith(WARNING.formatted(manifest));
        assertThat(shop.succeed("show", ID).err()).startsWith(WARNING.formatted(manifest));
    }

    @Test
    void aDeletedDocumentOfAnAttemptIsNamed() {
        String document = first("attempts/", this::delete);
        assertThat(shop.succeed("list").err()).contains(document);
    }

    @Test
    void aDeletedObjectIsStillSoundAndIsNamed() {
        String object = first("backups/", this::delete);
        Program.Run verify = shop.succeed("verify", ID, "--output=json");
        assertThat(verify.err()).startsWith(WARNING.formatted(object));
        assertThat(verify.out()).contains("\"sound\" : true", IN_JSON);
    }

    @Test
    void whateverReadsABackupNamesAnObjectThatSomebodyPutAnotherOver(@TempDir Path folder) {
        String warning = WARNING.formatted(first("backups/", this::overwrite));
        String target = "--database=" + server.uri(PostgresServer.freshName("back"));
        assertNamed(warning, "verify", ID);
        assertNamed(warning, "show", ID);
        assertNamed(warning, "export", ID, "--table=public.t", "--to=" + folder.resolve("t.copy"));
        assertNamed(warning, "restore", ID, "--create", "--dry-run", target);
        assertNamed(warning, "restore", ID, "--create", target);
    }

    private void assertNamed(String warning, String... arguments) {
        String[] asJson = Arrays.copyOf(arguments, arguments.length + 1);
        asJson[arguments.length] = "--output=json";
        Program.Run run = shop.succeed(asJson);
        assertThat(run.err()).startsWith(warning);
        assertThat(run.out()).contains(IN_JSON);
    }
}
