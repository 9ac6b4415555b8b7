package dev.lifeboat.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Settings;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.MadeUpShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The function as it is deployed, with backups in a bucket. */
class FreshnessCheckPackagedTest {
    private static final Path JAR = Path.of("target", "lifeboat-freshness-check.jar");
    private static final Path EVENTS = Path.of("..", "..", "events", "freshness-check");

    static {
        System.setProperty("aws.accessKeyId", TestAws.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", TestAws.SECRET_KEY);
    }

    private final TestAws aws = TestAws.shared();
    private final S3Store store = store(aws.newVersionedBucket());
    private final MadeUpShop shop = new MadeUpShop(store);
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "AWS_REGION",
            aws.region(),
            "AWS_ACCESS_KEY_ID",
            TestAws.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            TestAws.SECRET_KEY,
            "AWS_ENDPOINT_URL",
            aws.endpoint().toString(),
            "LIFEBOAT_PATH_STYLE",
            "true",
            "LIFEBOAT_STORE",
            store.location(),
            "LIFEBOAT_SOURCE",
            "shop",
            "LIFEBOAT_OWNER",
            shop.pin().owner().value()));

    private S3Store store(String bucket) {
        S3Settings settings = new S3Settings(
                Optional.of(aws.endpoint()),
                true,
                Optional.of(aws.region()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                S3Settings.DEFAULT.limits());
        return S3Store.initialize(S3Location.parse("s3://" + bucket), settings);
    }

    private PackagedFunction start() {
        return PackagedFunction.start(JAR, FreshnessCheckHandler.class.getName(), environment);
    }

    private static String event(String name) {
        try {
            return Files.readString(EVENTS.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BackupId backup() {
        BackupId id = new BackupId(Instant.now().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        shop.backup(id);
        return id;
    }

    private String failure() {
        try (PackagedFunction function = start()) {
            Invocation.Failed failed = function.failure(event("schedule"));
            assertThat(failed.type()).isEqualTo("dev.lifeboat.lambda.FunctionFailedException");
            return failed.message();
        }
    }

    @Test
    void failureTurnsToWellWhenABackupIsThereWhateverStartedTheCheck() {
        try (PackagedFunction function = start()) {
            assertThat(function.failure(event("schedule")).message()).isEqualTo("""
                    error [LB-701]: age of full of source shop: there is none, expected one of the last 25 h: \
                    nothing of that kind can be restored
                        hint: run: lifeboat backup""");
            assertThat(function.log()).contains("age of full: ");
            BackupId id = backup();
            for (String name : new String[] {"schedule", "schedule", "manifest-created"}) {
                assertThat(function.result(event(name)))
                        .startsWith("{\"source\":\"shop\",\"at\":\"")
                        .contains("{\"check\":\"age of full\",\"state\":\"well\",\"seen\":\"%s, made ".formatted(id))
                        .doesNotContain("\"failed\"", "\"unknown\"");
            }
        }
    }

    @Test
    void otherAgesAreDemandedByAVariable() {
        backup();
        environment.put("LIFEBOAT_MAX_AGE", "full=25h,incremental=7h");
        assertThat(failure()).startsWith("error [LB-701]: age of incremental of source shop: ");
    }

    @Test
    void offsiteStoreThatCannotBeReadIsAFailure() {
        backup();
        environment.put("LIFEBOAT_OFFSITE", "s3://lifeboat-no-such-bucket");
        assertThat(failure()).startsWith("error [LB-701]: off-site copies ").contains("s3://lifeboat-no-such-bucket");
    }

    @Test
    void offsiteStoreThatIsReadIsWellWhileABackupMayWait() {
        backup();
        S3Store offsite = store(aws.newVersionedBucket());
        new Replication(shop.catalog(), offsite, shop.pin(), Clock.systemUTC())
                .run(Replication.Selection.all(shop.catalog()), shop.signer(Role.COPY), "test", 1, Progress.none());
        environment.put("LIFEBOAT_OFFSITE", offsite.location());
        try (PackagedFunction function = start()) {
            assertThat(function.result(event("schedule")))
                    .contains("{\"check\":\"off-site copies\",\"state\":\"well\"");
        }
    }

    @Test
    void catalogThatCannotBeReadIsAFailure() {
        environment.put("LIFEBOAT_STORE", "s3://lifeboat-no-such-bucket");
        assertThat(failure()).startsWith("error [LB-113]: store s3://lifeboat-no-such-bucket ");
    }

    @Test
    void wrongLimitIsNamedBeforeAnyEvent() {
        environment.put("LIFEBOAT_MAX_AGE", "full=soon");
        assertThat(failure()).isEqualTo("""
                error [LB-602]: environment variable LIFEBOAT_MAX_AGE is wrong, 'soon' is no span of time: the function cannot work
                    hint: write it as 90m, 25h or 8d""");
    }
}
