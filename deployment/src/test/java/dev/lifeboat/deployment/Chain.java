package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.lambda.Invocation;
import dev.lifeboat.testing.lambda.PackagedFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Both stacks in an AWS of the tests, a source named shop in the bucket of the first, and what people and events do there. Its
 * functions are queues, from which a test takes the events that the template's rules deliver, to feed them to the functions'
 * packages.
 */
final class Chain implements AutoCloseable {
    private static final String PASSPHRASE = "only for this test";
    private static final String OFFSITE_REGION = "eu-west-1";

    private final TestAws aws = TestAws.shared();
    private final Path keys;
    private final DeployedStack offsite;
    private final DeployedStack primary;
    private final Map<List<Object>, PackagedFunction> running = new HashMap<>();

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
                        "OwnerFingerprint",
                        Parameters.OWNER,
                        "WorkerImage",
                        Parameters.IMAGE,
                        "DatabaseSecretArn",
                        Parameters.secret("database"),
                        "BackupKeySecretArn",
                        Parameters.secret("backup"),
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
    private PackagedFunction start(DeployedStack stack, String function, Map<String, String> more) {
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
        String handler = Template.translated().handler(function);
        return PackagedFunction.start(Checkout.jar(function), handler, variables);
    }

    /** The events by which the template's rules start a function from now on. */
    Queue starts(String function) {
        return aws.queue(primary.region(), primary.name(Checkout.logicalName(function)));
    }

    /** What functions tell people from now on; alarms of CloudWatch have no attributes. */
    Queue alerts(DeployedStack stack) {
        return aws.topic(stack.region(), stack.name("AlertsTopic")).subscribeTo("{\"source\": [\"shop\"]}");
    }

    /** Lets a function have an event. Its process is kept for the next one that is to have the same variables, as Lambda does. */
    Invocation run(DeployedStack stack, String function, String event, Map<String, String> more) {
        return running.computeIfAbsent(
                        List.of(stack.region(), function, more), starting -> start(stack, function, more))
                .invoke(event);
    }

    /** What all processes of a function wrote. */
    String log(String function) {
        return running.entrySet().stream()
                .filter(entry -> entry.getKey().contains(function))
                .map(entry -> entry.getValue().log())
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        running.values().forEach(PackagedFunction::close);
    }

    /** What a function returned that did not fail. */
    static String returned(Invocation ended) {
        assertThat(ended).isInstanceOf(Invocation.Returned.class);
        return ((Invocation.Returned) ended).json();
    }

    /** The name of the object that an event of S3 is about. */
    static String objectOf(String event) {
        try {
            return new JsonMapper().readTree(event).at("/detail/object/key").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event is not JSON", e);
        }
    }

    /** What an object of the first bucket says. */
    String text(String key) {
        return aws.s3()
                .getObjectAsBytes(
                        request -> request.bucket(primary.name("Bucket")).key(key))
                .asUtf8String();
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
