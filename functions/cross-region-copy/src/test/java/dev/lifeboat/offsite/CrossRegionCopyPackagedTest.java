package dev.lifeboat.offsite;

import static dev.lifeboat.lambda.FunctionRoom.failed;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.lambda.FunctionRoom;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** The function as it is deployed, with backups in two buckets. */
class CrossRegionCopyPackagedTest {
    private final FunctionRoom room = new FunctionRoom("cross-region-copy", CrossRegionCopyHandler.class);
    private final TestAws aws = room.aws();
    private final MadeUpShop shop = room.shop();
    private final String offsiteBucket = aws.newLockingBucket();
    private final S3Store to = room.storeIn(offsiteBucket);

    CrossRegionCopyPackagedTest() {
        room.set("LIFEBOAT_TO", to.location()).set("LIFEBOAT_SIGNING_KEY_SECRET", aws.newSecret(shop.keyFile("copy")));
    }

    private void assertWholeThere() {
        Catalog there = shop.catalog(to);
        assertThat(new VerifyBackup(there, 1)
                        .run(there.read(MONDAY), Depth.CONTENT, Optional.of(shop.recipient()), Progress.none())
                        .failure())
                .isEmpty();
    }

    private List<ObjectVersion> versionsThere() {
        return aws.s3()
                .listObjectVersions(request -> request.bucket(offsiteBucket))
                .versions();
    }

    /** Copies are locked from their copying on, whatever the originals are. */
    private void assertLockedThere(int days) {
        Instant end = Instant.now().plus(Duration.ofDays(days));
        assertThat(versionsThere())
                .filteredOn(version -> version.key().startsWith("shop/"))
                .isNotEmpty()
                .allSatisfy(version -> {
                    ObjectLockRetention lock = aws.s3()
                            .getObjectRetention(request -> request.bucket(offsiteBucket)
                                    .key(version.key())
                                    .versionId(version.versionId()))
                            .retention();
                    assertThat(lock.mode()).isEqualTo(ObjectLockRetentionMode.COMPLIANCE);
                    assertThat(lock.retainUntilDate()).isBetween(end.minus(Duration.ofMinutes(10)), end);
                });
    }

    @Test
    void newBackupIsCopiedOnceHoweverOftenItsEventComesAndItsCopyLocked() {
        shop.backup(MONDAY);
        room.set("LIFEBOAT_TO_LOCK_DAYS", "30").set("LIFEBOAT_TO_LOCK_MODE", "compliance");
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("manifest-created"))).matches("""
                    \\{"outcome":"copied","subject":"20261123T020000Z-full","backups":\\[\
                    \\{"backup":"20261123T020000Z-full","outcome":"copied",\
                    "objects":7,"bytes":[0-9]+,"found":0,"records":0}],"warnings":\\[],"alerts":\\[]}""");
            assertWholeThere();
            assertLockedThere(30);
            List<ObjectVersion> copied = versionsThere();
            for (String again : List.of("manifest-created", "manifest-created-duplicate")) {
                assertThat(function.result(room.event(again))).isEqualTo("""
                                {"outcome":"there","subject":"20261123T020000Z-full","backups":[\
                                {"backup":"20261123T020000Z-full","outcome":"there",\
                                "objects":0,"bytes":0,"found":0,"records":0}],"warnings":[],"alerts":[]}""");
            }
            assertThat(versionsThere()).isEqualTo(copied);
            assertThat(function.log()).contains("\"correlation_id\":\"20261123T020000Z-full\"");
        }
    }

    /** A service that knows no condition on copies is asked for parts, as S3 is of what is bigger than 1 GiB. */
    @Test
    void copyInPartsLeavesNoneWhereItFailsAndIsWholeTheNextTime() {
        shop.backup(MONDAY);
        room.set("LIFEBOAT_TO_LOCK_DAYS", "30").set("LIFEBOAT_TO_LOCK_MODE", "compliance");
        String object = " /%s/shop/backups/".formatted(offsiteBucket);
        try (FaultyProxy proxy = room.proxied();
                PackagedFunction function = room.start()) {
            proxy.next(1, "PUT" + object + ".*[?&]partNumber=.*", Fault.answering(403, "AccessDenied"))
                    .next(Integer.MAX_VALUE, "PUT" + object + "[^?]*", Fault.answering(501, "NotImplemented"));
            assertThat(function.failure(room.event("manifest-created")).message())
                    .startsWith("error [LB-106]: ");
            assertThat(proxy.count("DELETE" + object + ".*[?&]uploadId=.*")).isPositive();
            assertThat(uploadsThere()).isEmpty();
            assertThat(function.result(room.event("manifest-created"))).startsWith("{\"outcome\":\"copied\",");
            assertThat(proxy.count("PUT" + object + ".*[?&]partNumber=.*")).isEqualTo(7 + 1);
        }
        assertThat(uploadsThere()).isEmpty();
        assertWholeThere();
        assertLockedThere(30);
    }

    private List<MultipartUpload> uploadsThere() {
        return aws.s3()
                .listMultipartUploads(request -> request.bucket(offsiteBucket))
                .uploads();
    }

    @Test
    void eventThatComesLateFindsItsBackupBesideNewerOnes() {
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        try (PackagedFunction function = room.start()) {
            String tuesday = room.event("manifest-created").replace("11/23/20261123T", "11/24/20261124T");
            assertThat(function.result(tuesday)).startsWith("{\"outcome\":\"copied\",\"subject\":\"20261124T");
            assertThat(function.result(room.event("manifest-created")))
                    .startsWith("{\"outcome\":\"copied\",\"subject\":\"20261123T");
        }
        assertWholeThere();
    }

    @Test
    void eventAboutAnotherObjectIsNotOurs() {
        shop.backup(MONDAY);
        try (PackagedFunction function = room.start()) {
            for (String name : List.of(
                    "data-object-created",
                    "manifest-of-another-source-created",
                    "object-outside-of-the-store-created")) {
                assertThat(function.result(room.event(name))).startsWith("{\"outcome\":\"not-ours\",\"subject\":\"");
            }
        }
        assertThat(StoreActions.keys(to, "")).isEmpty();
    }

    @Test
    void eventAboutAnotherBucketIsAFailureForOursMayBeGoingElsewhere() {
        assertThat(room.failure("manifest-in-another-bucket-created")).isEqualTo(failed("""
                        error [LB-602]: an event tells of an object in bucket somebody-elses-bucket, expected %s: nothing was done
                            hint: let the rule that starts this function match the bucket of LIFEBOAT_STORE""".formatted(room.bucket())));
    }

    @Test
    void otherNameAmongTheManifestsIsAFailure() {
        assertThat(room.failure("other-name-among-manifests-created")).isEqualTo(failed("""
                        error [LB-112]: object shop/manifests/2026/11/23/notes.json.asc in s3://%s/production lies among the \
                        manifests and is none by its name: it is passed over
                            hint: find out who stored it; only Lifeboat should be able to write there""".formatted(room.bucket())));
    }

    @Test
    void eventThatIsNotMeantForItIsAFailure() {
        String text = """
                error [LB-602]: an event is not the Object Created of S3 through EventBridge, it has %s: nothing was done
                    hint: see what starts this function; docs/aws.md has the pattern of its rule""";
        try (PackagedFunction function = room.start()) {
            assertThat(function.failure(room.event("manifest-deleted")))
                    .isEqualTo(failed(text.formatted("source 'aws.s3' and detail-type 'Object Deleted'")));
            assertThat(function.failure(room.event("schedule")))
                    .isEqualTo(failed(text.formatted("source 'aws.scheduler' and detail-type 'Scheduled Event'")));
            assertThat(function.failure(room.event("without-object")))
                    .isEqualTo(failed(text.formatted("no name of a bucket and an object in its detail")));
            assertThat(function.failure("{}")).isEqualTo(failed(text.formatted("source none and detail-type none")));
        }
    }

    @Test
    void manifestThatIsSignedByAnotherRoleIsNotCopied() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        room.replace(backup.key().value(), MadeUpShop.signed(backup.content(), shop.signer(Role.COPY)));

        Invocation.Failed failed = room.failure("manifest-created");
        assertThat(failed.type()).isEqualTo(failed("").type());
        assertThat(failed.message())
                .startsWith("error [LB-202]: ")
                .contains(backup.key().value());
        assertThat(StoreActions.keys(to, "shop/manifests/")).isEmpty();
        assertThat(StoreActions.keys(to, "shop/backups/")).isEmpty();
    }

    @Test
    void withATopicPeopleAreToldOnceOfAManifestThatIsNotBelievedAndOfItsEnd() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        byte[] good = StoreActions.bytes(room.store(), backup.key().value());
        room.replace(backup.key().value(), MadeUpShop.signed(backup.content(), shop.signer(Role.COPY)));
        Queue alerts = room.alerts();
        String name = "manifests of 20261123T020000Z-full";
        try (PackagedFunction function = room.start()) {
            assertThat(function.result(room.event("manifest-created")))
                    .startsWith(
                            "{\"outcome\":\"refused\",\"subject\":\"20261123T020000Z-full\",\"backups\":[],\"warnings\":[\"")
                    .endsWith("\"alerts\":[{\"alert\":\"%s\",\"phase\":\"begin\",\"severity\":\"critical\"}]}"
                            .formatted(name));
            Notice notice = alerts.notice();
            assertThat(notice.subject()).isEqualTo("Lifeboat critical: manifests of 20261123T020000Z-full of shop");
            assertThat(notice.field("seen"))
                    .startsWith("LB-202: ")
                    .contains(backup.key().value());
            assertThat(function.result(room.event("manifest-created-duplicate")))
                    .endsWith("\"alerts\":[]}");
            assertThat(StoreActions.keys(to, "shop/backups/")).isEmpty();

            room.replace(backup.key().value(), good);
            assertThat(function.result(room.event("manifest-created")))
                    .startsWith("{\"outcome\":\"copied\"")
                    .endsWith("\"alerts\":[{\"alert\":\"%s\",\"phase\":\"end\",\"severity\":\"resolved\"}]}"
                            .formatted(name));
        }
        assertThat(alerts.notice().field("phase")).isEqualTo("end");
        assertWholeThere();
    }

    @Test
    void eventOfABackupThatIsGoneIsAFailure() {
        assertThat(room.failure("manifest-created").message()).startsWith("error [LB-120]: ");
    }

    @Test
    void missingVariableIsNamedBeforeAnyEvent() {
        room.unset("LIFEBOAT_TO");
        assertThat(room.failure("manifest-created")).isEqualTo(failed("""
                error [LB-602]: environment variable LIFEBOAT_TO is not set: the function cannot work
                    hint: set it in the function's configuration; docs/aws.md says what belongs there"""));
    }

    @Test
    void missingSecretIsNamed() {
        shop.backup(MONDAY);
        room.set("LIFEBOAT_SIGNING_KEY_SECRET", "shop/copy");
        assertThat(room.failure("manifest-created")).isEqualTo(failed("""
                error [LB-206]: secret shop/copy is not in Secrets Manager, or has no value: it cannot be used
                    hint: see its name, the account and the region, and that a value was stored"""));
    }

    @Test
    void keyOfAnotherRoleIsRefusedBeforeAnythingIsCopied() {
        shop.backup(MONDAY);
        room.set("LIFEBOAT_SIGNING_KEY_SECRET", aws.newSecret(shop.keyFile("backup")));
        assertThat(room.failure("manifest-created").message()).startsWith("error [LB-207]: ");
        assertThat(StoreActions.keys(to, "")).isEmpty();
    }

    @Test
    void packageHoldsNeitherADriverNorAnAsynchronousClient() throws IOException {
        try (JarFile jar = new JarFile(room.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("lib/lifeboat-vault-0.1.0.jar")
                    .noneMatch(name -> name.contains("postgres") || name.contains("netty") || name.contains("test"));
        }
    }
}
