package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code ./lifeboat} takes from the environment, as AWS's own tools do, and says where nothing is there. */
class AwsEnvironmentLauncherTest {
    private static final Path LAUNCHER =
            Path.of("..").toAbsolutePath().normalize().resolve("lifeboat");
    private static final Map<String, String> NOTHING = Map.of(
            "AWS_SHARED_CREDENTIALS_FILE",
            "/nonexistent",
            "AWS_CONFIG_FILE",
            "/nonexistent",
            "AWS_EC2_METADATA_DISABLED",
            "true",
            "AWS_REGION",
            "",
            "AWS_ACCESS_KEY_ID",
            "",
            "AWS_SECRET_ACCESS_KEY",
            "");

    private final TestAws aws = TestAws.shared();

    /** Lists a bucket in which there is nothing. */
    private dev.lifeboat.testing.Program list(String... options) {
        return dev.lifeboat.testing.Program.at(LAUNCHER, "list", "--source=shop", "--owner=" + "0".repeat(40))
                .with(options)
                .env(NOTHING);
    }

    @Test
    void withoutCredentialsItSaysWhereTheyMayBe() {
        var run = list(
                        "--store=s3://some-bucket/shop",
                        "--region=eu-central-1",
                        "--endpoint-url=" + aws.endpoint(),
                        "--path-style")
                .run();
        assertThat(run.errors()).isEqualTo("""
                        error [LB-115]: store s3://some-bucket/shop needs credentials, and none were found: its objects are not listed
                            hint: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached
                        """);
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void withoutARegionItSaysHowToGiveOne() {
        var run = list("--store=s3://some-bucket/shop").run();
        assertThat(run.errors()).isEqualTo("""
                        error [LB-114]: store s3://some-bucket/shop needs a region, and none was found: nothing is read or written
                            hint: give --region, or set AWS_REGION, to the bucket's
                        """);
        assertThat(run.exitCode()).isEqualTo(5);
    }

    @Test
    void credentialsAndRegionOfTheEnvironmentSignRequests() {
        try (FaultyProxy proxy = FaultyProxy.before(aws.endpoint())) {
            list("--store=s3://" + aws.newBucket(), "--endpoint-url=" + proxy.endpoint(), "--path-style")
                    .env("AWS_REGION", "eu-north-1")
                    .env("AWS_ACCESS_KEY_ID", "of-the-environment")
                    .env("AWS_SECRET_ACCESS_KEY", "secret")
                    .run();
            assertThat(proxy.requests(".*"))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(
                                    request.header("Authorization").orElse("none"))
                            .contains("Credential=of-the-environment/", "/eu-north-1/s3/aws4_request"));
        }
    }
}
