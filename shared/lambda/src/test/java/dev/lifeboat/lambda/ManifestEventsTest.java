package dev.lifeboat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestEventsTest {
    private static final String MANIFESTS = "production/shop/manifests/";

    private final ManifestEvents events =
            new ManifestEvents(S3Location.parse("s3://backups/production"), new SourceName("shop"));

    private Optional<BackupId> backup(String bucket, String key) {
        return events.backup(new S3ObjectCreated(bucket, key));
    }

    private void assertFails(String bucket, String key, ErrorCode code) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> backup(bucket, key))
                .extracting(LifeboatException::code)
                .isEqualTo(code);
    }

    @Test
    void manifestIsThatOfItsBackup() {
        assertThat(backup("backups", MANIFESTS + "2026/11/23/20261123T020000Z-full.json.asc"))
                .contains(BackupId.parse("20261123T020000Z-full"));
    }

    @Test
    void whatIsNoneOfTheSourcesManifestsIsNotOurs() {
        for (String key : List.of(
                "production/shop/backups/20261123T020000Z-full-8c1f2b9a63d04e57/data/0000/000001.copy.zst.pgp",
                "production/other/manifests/2026/11/23/20261123T020000Z-full.json.asc",
                "production/shop-2/manifests/2026/11/23/20261123T020000Z-full.json.asc",
                "shop/manifests/2026/11/23/20261123T020000Z-full.json.asc",
                "production/shop/manifests/no key at all")) {
            assertThat(backup("backups", key)).isEmpty();
        }
    }

    @Test
    void otherNameAmongTheManifestsIsAnError() {
        assertFails("backups", MANIFESTS + "notes.json.asc", ErrorCode.DOCUMENT_MISPLACED);
        assertFails("backups", MANIFESTS + "2026/11/24/20261123T020000Z-full.json.asc", ErrorCode.DOCUMENT_MISPLACED);
    }

    @Test
    void otherBucketIsAnError() {
        assertFails(
                "elsewhere", MANIFESTS + "2026/11/23/20261123T020000Z-full.json.asc", ErrorCode.CONFIGURATION_INVALID);
    }
}
