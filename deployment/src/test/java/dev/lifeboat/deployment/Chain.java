package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.lambda.PackagedFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Both stacks in an AWS of the tests, a source named shop in the bucket of the first, and what people and events do there. Its
 * functions are queues, from which a test takes the events that the template's rules deliver, to feed them to the functions'
 * packages.
 */
final class Chain {
    private static final String PASSPHRASE = "only for this test";
    private static final String OFFSITE_REGION = "eu-west-1";

    private final TestAws aws = TestAws.shared();
    private final Path keys;
    private final DeployedStack offsite;
    private final DeployedStack primary;

    private Chain(Path folder) {
        keys = folder.resolve("keys");
        offsite = DeployedStack.create(aws, OFFSITE_REGION, Map.of("Role", "offsite", "StorePrefix", "production/"));
        primary = DeployedStack.create(
                aws,
                aws.region(),
                Map.of(
                        "OffsiteBucket",
                        offsite.name("Bucket"),
                        "OffsiteRegion",
                        OFFSITE_REGION,
                        "StorePrefix",
                        "production/",
                        "CopyKeySecretArn",
                        Parameters.secret("copy")));
    }

    /** Deploys the off-site stack and then the first one, and makes the source as the first one's output says. */
    static Chain deployed(Path folder) {
        Chain chain = new Chain(folder);
        chain.lifeboat(
                "init",
                "--store=" + chain.store(),
                "--region=" + chain.primary.region(),
                "--endpoint-url=" + chain.aws.endpoint(),
                "--path-style",
                "--source=shop",
                "--keys=" + chain.keys,
                "--with-role=copy");
        chain.configured(
                "copy",
                "--create",
                "--to=" + chain.copies(),
                "--to-region=" + OFFSITE_REGION,
                "--to-endpoint-url=" + chain.aws.endpoint(),
                "--to-path-style",
                "--signing-key=" + chain.key("copy"));
        return chain;
    }

    TestAws aws() {
        return aws;
    }

    DeployedStack primary() {
        return primary;
    }

    DeployedStack offsite() {
        return offsite;
    }

    String store() {
        return "s3://%s/production".formatted(primary.name("Bucket"));
    }

    String copies() {
        return "s3://%s/production".formatted(offsite.name("Bucket"));
    }

    Path key(String name) {
        return keys.resolve(name + ".secret.asc");
    }

    private Program program(String... arguments) {
        return Program.at(Checkout.file("lifeboat"), arguments)
                .env(Map.of(
                        "AWS_ACCESS_KEY_ID",
                        TestAws.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        TestAws.SECRET_KEY,
                        "LIFEBOAT_PASSPHRASE",
                        PASSPHRASE,
                        "LIFEBOAT_QUIET",
                        "true"))
                .within(Duration.ofMinutes(3));
    }

    private String lifeboat(String... arguments) {
        return program(arguments).succeed().text();
    }

    /** Runs the command line on a machine that init's own file configures; it has to succeed. */
    String configured(String... arguments) {
        return program(arguments)
                .env("LIFEBOAT_CONFIG", keys.resolve("lifeboat.conf").toString())
                .succeed()
                .text();
    }

    /** Takes a backup of a database. */
    void backUp(PostgresServer server, String database, String scheduled) {
        assertThat(configured("backup", "--database=" + server.uri(database), "--at=" + scheduled))
                .contains(" is made.");
    }

    /** The worker with a job, as a task runs it. */
    Program work(PostgresServer server, String database, String scheduled) {
        String job = """
                {"format":"lifeboat-job-1","requires":[],"job":"backup","source":"shop","kind":"full",\
                "scheduled":"%s","tiers":["daily"],"correlation":"chain"}""".formatted(scheduled);
        return program("run")
                .env("LIFEBOAT_CONFIG", keys.resolve("lifeboat.conf").toString())
                .env("LIFEBOAT_DATABASE", server.uri(database))
                .env("LIFEBOAT_SIGNING_KEY", key("backup").toString())
                .env("LIFEBOAT_JOB", job);
    }

    /** That a backup's every row is there, in the off-site bucket. */
    void verifyCopy(String backup) {
        assertThat(lifeboat(
                        "verify",
                        backup,
                        "--depth=content",
                        "--store=" + copies(),
                        "--region=" + OFFSITE_REGION,
                        "--endpoint-url=" + aws.endpoint(),
                        "--path-style",
                        "--source=shop",
                        "--owner=" + owner(),
                        "--key=" + key("recipient")))
                .contains(backup);
    }

    private String owner() {
        return Checkout.text(keys.resolve("lifeboat.conf"))
                .lines()
                .filter(line -> line.startsWith("owner = "))
                .map(line -> line.substring("owner = ".length()).replace(" ", ""))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a function of a stack with the variables that the template gives it, and others that this AWS and a test need. */
    PackagedFunction start(DeployedStack stack, String function, Map<String, String> more) {
        String name = Checkout.logicalName(function);
        Map<String, String> variables = new HashMap<>(stack.variables(name));
        variables.putAll(Map.of(
                "AWS_REGION",
                stack.region(),
                "AWS_ACCESS_KEY_ID",
                TestAws.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                TestAws.SECRET_KEY,
                "AWS_ENDPOINT_URL",
                aws.endpoint().toString(),
                "LIFEBOAT_PATH_STYLE",
                "true",
                "LIFEBOAT_OWNER",
                owner()));
        variables.putAll(more);
        String handler = Template.translated()
                .json()
                .path("Resources")
                .path(name)
                .at("/Properties/Handler")
                .asText();
        return PackagedFunction.start(Checkout.jar(function), handler, variables);
    }

    /** The events by which the template's rules start a function from now on. */
    Queue starts(String function) {
        return aws.queue(primary.region(), primary.name(Checkout.logicalName(function)));
    }

    /** What people are told from now on. */
    Queue alerts(DeployedStack stack) {
        return aws.topic(stack.region(), stack.name("AlertsTopic")).subscribe();
    }

    /** The name of a secret whose text is a private key that init made. */
    String secret(String key) {
        return aws.newSecret(Checkout.text(key(key)));
    }

    /** Names of objects in the bucket of the copies. */
    List<String> copied() {
        return aws.s3().listObjectsV2(request -> request.bucket(offsite.name("Bucket"))).contents().stream()
                .map(object -> object.key())
                .toList();
    }
}
