package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What init was told of new objects counts for later backups, which its file configures. */
class S3ConfiguredOptionsTest {
    private final TestAws aws = TestAws.shared();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    private Path folder;

    @Test
    void laterBackupsAreEncryptedAndLockedLikeTheFirstFiles() throws SQLException {
        String bucket = aws.newLockingBucket();
        String kmsKey = aws.newKmsKey();
        S3Shop shop = S3Shop.in(
                folder,
                bucket,
                aws.endpoint(),
                "--kms-key=" + kmsKey,
                "--storage-class=STANDARD_IA",
                "--lock-days=1",
                "--lock-mode=compliance");
        assertThat(shop.keys().resolve("lifeboat.conf"))
                .content()
                .contains(
                        "\nkms-key = %s\nstorage-class = STANDARD_IA\nlock-days = 1\nlock-mode = compliance\nsource = "
                                .formatted(kmsKey));

        shop.succeed("backup", "--database=" + server.uri(server.createFreshDatabase("locked")));
        assertThat(aws.s3().listObjectsV2(request -> request.bucket(bucket)).contents())
                .hasSizeGreaterThan(5)
                .allSatisfy(object -> {
                    HeadObjectResponse head = aws.s3()
                            .headObject(request -> request.bucket(bucket).key(object.key()));
                    assertThat(head.objectLockMode()).isEqualTo(ObjectLockMode.COMPLIANCE);
                    assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
                    assertThat(head.ssekmsKeyId()).contains(kmsKey);
                    assertThat(head.storageClassAsString()).isEqualTo("STANDARD_IA");
                });
        assertThat(shop.succeed("verify", "latest").out()).contains("Every row is there");
    }

    @Test
    void aServerThatKnowsNoCrc32cIsNotAskedForItLater() {
        S3Shop shop = S3Shop.in(folder, aws.newBucket(), aws.endpoint(), "--no-crc32c");
        assertThat(shop.keys().resolve("lifeboat.conf"))
                .content()
                .contains("\npath-style = true\nno-crc32c = true\nsource = ")
                .doesNotContain("lock");
        assertThat(shop.succeed("list").out()).isEqualTo("There is no backup yet.\n");
    }
}
