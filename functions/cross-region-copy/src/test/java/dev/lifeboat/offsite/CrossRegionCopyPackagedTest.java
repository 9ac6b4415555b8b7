package dev.lifeboat.offsite;

import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** The function as it is deployed, with backups in two buckets. */
class CrossRegionCopyPackagedTest {
    private static final Path JAR = Path.of("target", "lifeboat-cross-region-copy.jar");
    private static final Path EVENTS = Path.of("..", "..", "events", "cross-region-copy");
    private static final String BUCKET_OF_EVENTS = "lifeboat-backups-111122223333-eu-central-1";
    private static final String FAILED = "dev.lifeboat.lambda.FunctionFailedException";

    static {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    private final TestAws aws = TestAws.shared();
    private final String bucket = aws.newVersionedBucket();
    private final String offsiteBucket = aws.newVersionedBucket();
    private final S3Store from = store(bucket + "/production");
    private final S3Store to = store(offsiteBucket);
    private final MadeUpShop shop = new MadeUpShop(from);
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "AWS_REGION", aws.region(),
            "AWS_ACCESS_KEY_ID", TestAws.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY", TestAws.SECRET_KEY,
            "AWS_ENDPOINT_URL", aws.endpoint().toString(),
            "LIFEBOAT_PATH_STYLE", "true",
            "LIFEBOAT_STORE", from.location(),
            "LIFEBOAT_TO", to.location(),
            "LIFEBOAT_SOURCE", "shop",
            "LIFEBOAT_OWNER", shop.pin().owner().value(),
            "LIFEBOAT_SIGNING_KEY_SECRET", aws.newSecret(shop.keyFile("copy"))));

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

    private PackagedFunction start() {
        return PackagedFunction.start(JAR, CrossRegionCopyHandler.class.getName(), environment);
    }

    /** An event of AWS, whole; only the bucket has another name in the AWS of the tests. */
    private String event(String name) {
        try {
            return Files.readString(EVENTS.resolve(name + ".json")).replace(BUCKET_OF_EVENTS, bucket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Invocation.Failed failure(String event) {
        try (PackagedFunction function = start()) {
            Invocation.Failed failed = function.failure(event(event));
            assertThat(function.log()).doesNotContain("PRIVATE KEY");
            return failed;
        }
    }

    private static Invocation.Failed failed(String text) {
        return new Invocation.Failed(FAILED, text);
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

    @Test
    void newBackupIsCopiedOnceHoweverOftenItsEventComes() {
        shop.backup(MONDAY);
        try (PackagedFunction function = start()) {
            assertThat(function.result(event("manifest-created"))).matches("""
                    \\{"outcome":"copied","subject":"20261123T020000Z-full","backups":\\[\
                    \\{"backup":"20261123T020000Z-full","outcome":"copied",\
                    "objects":7,"bytes":[0-9]+,"found":0,"records":0}],"warnings":\\[]}""");
            assertWholeThere();
            List<ObjectVersion> copied = versionsThere();
            for (String again : List.of("manifest-created", "manifest-created-duplicate")) {
                assertThat(function.result(event(again))).isEqualTo("""
                                {"outcome":"there","subject":"20261123T020000Z-full","backups":[\
                                {"backup":"20261123T020000Z-full","outcome":"there",\
                                "objects":0,"bytes":0,"found":0,"records":0}],"warnings":[]}""");
            }
            assertThat(versionsThere()).isEqualTo(copied);
        }
    }

    @Test
    void eventThatComesLateFindsItsBackupBesideNewerOnes() {
        shop.backup(MONDAY);
        shop.backup(TUESDAY);
        try (PackagedFunction function = start()) {
            String tuesday = event("manifest-created").replace("11/23/20261123T", "11/24/20261124T");
            assertThat(function.result(tuesday)).startsWith("{\"outcome\":\"copied\",\"subject\":\"20261124T");
            assertThat(function.result(event("manifest-created")))
                    .startsWith("{\"outcome\":\"copied\",\"subject\":\"20261123T");
        }
        assertWholeThere();
    }

    @Test
    void eventAboutAnotherObjectIsNotOurs() {
        shop.backup(MONDAY);
        try (PackagedFunction function = start()) {
            for (String name : List.of(
                    "data-object-created",
                    "manifest-of-another-source-created",
                    "object-outside-of-the-store-created")) {
                assertThat(function.result(event(name))).startsWith("{\"outcome\":\"not-ours\",\"subject\":\"");
            }
        }
        assertThat(StoreActions.keys(to, "")).isEmpty();
    }

    @Test
    void eventAboutAnotherBucketIsAFailureForOursMayBeGoingElsewhere() {
        assertThat(failure("manifest-in-another-bucket-created")).isEqualTo(failed("""
                        error [LB-602]: an event tells of an object in bucket somebody-elses-bucket, expected %s: nothing was copied
                            hint: let the rule that starts this function match the bucket of LIFEBOAT_STORE""".formatted(bucket)));
    }

    @Test
    void otherNameAmongTheManifestsIsAFailure() {
        assertThat(failure("other-name-among-manifests-created")).isEqualTo(failed("""
                        error [LB-112]: object shop/manifests/2026/11/23/notes.json.asc in s3://%s/production lies among the \
                        manifests and is none by its name: it is not copied
                            hint: find out who stored it; only Lifeboat should be able to write there""".formatted(bucket)));
    }

    @Test
    void eventThatIsNotMeantForItIsAFailure() {
        String text = """
                error [LB-602]: an event is not the Object Created of S3 through EventBridge, it has %s: nothing was done
                    hint: see what starts this function; docs/aws.md has the pattern of its rule""";
        try (PackagedFunction function = start()) {
            assertThat(function.failure(event("manifest-deleted")))
                    .isEqualTo(failed(text.formatted("source 'aws.s3' and detail-type 'Object Deleted'")));
            assertThat(function.failure(event("schedule")))
                    .isEqualTo(failed(text.formatted("source 'aws.scheduler' and detail-type 'Scheduled Event'")));
            assertThat(function.failure(event("without-object")))
                    .isEqualTo(failed(text.formatted("no name of a bucket and an object in its detail")));
            assertThat(function.failure("{}")).isEqualTo(failed(text.formatted("source none and detail-type none")));
        }
    }

    @Test
    void manifestThatIsSignedByAnotherRoleIsNotCopied() {
        SignedDocument<Manifest> backup = shop.backup(MONDAY);
        replace("production/" + backup.key(), MadeUpShop.signed(backup.content(), shop.signer(Role.COPY)));

        Invocation.Failed failed = failure("manifest-created");
        assertThat(failed.type()).isEqualTo(FAILED);
        assertThat(failed.message())
                .startsWith("error [LB-202]: ")
                .contains(backup.key().value());
        assertThat(StoreActions.keys(to, "shop/manifests/")).isEmpty();
        assertThat(StoreActions.keys(to, "shop/backups/")).isEmpty();
    }

    /** As somebody can who may delete versions; what is merely put over an object is not read. */
    private void replace(String key, byte[] bytes) {
        aws.s3()
                .listObjectVersions(request -> request.bucket(bucket).prefix(key))
                .versions()
                .forEach(version -> aws.s3()
                        .deleteObject(request -> request.bucket(bucket).key(key).versionId(version.versionId())));
        aws.s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    @Test
    void eventOfABackupThatIsGoneIsAFailure() {
        assertThat(failure("manifest-created").message()).startsWith("error [LB-120]: ");
    }

    @Test
    void missingVariableIsNamedBeforeAnyEvent() {
        environment.remove("LIFEBOAT_TO");
        assertThat(failure("manifest-created")).isEqualTo(failed("""
                error [LB-602]: environment variable LIFEBOAT_TO is not set: the function cannot work
                    hint: set it in the function's configuration; docs/aws.md says what belongs there"""));
    }

    @Test
    void missingSecretIsNamed() {
        shop.backup(MONDAY);
        environment.put("LIFEBOAT_SIGNING_KEY_SECRET", "shop/copy");
        assertThat(failure("manifest-created")).isEqualTo(failed("""
                error [LB-206]: secret shop/copy is not in Secrets Manager, or has no value: it cannot be used
                    hint: see its name, the account and the region, and that a value was stored"""));
    }

    @Test
    void keyOfAnotherRoleIsRefusedBeforeAnythingIsCopied() {
        shop.backup(MONDAY);
        environment.put("LIFEBOAT_SIGNING_KEY_SECRET", aws.newSecret(shop.keyFile("backup")));
        assertThat(failure("manifest-created").message()).startsWith("error [LB-207]: ");
        assertThat(StoreActions.keys(to, "")).isEmpty();
    }

    @Test
    void packageHoldsNeitherADriverNorAnAsynchronousClient() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("lib/lifeboat-vault-0.1.0.jar")
                    .noneMatch(name -> name.contains("postgres") || name.contains("netty") || name.contains("test"));
        }
    }
}
