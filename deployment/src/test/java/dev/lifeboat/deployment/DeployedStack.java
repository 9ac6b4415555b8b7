package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lifeboat.testing.aws.TestAws;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The template as the emulator's CloudFormation deployed it. */
final class DeployedStack {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final String region;
    private final Map<String, String> parameters;
    private final Map<String, String> names;

    private DeployedStack(String region, Map<String, String> parameters, Map<String, String> names) {
        this.region = region;
        this.parameters = parameters;
        this.names = names;
    }

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(TestAws.ACCESS_KEY, TestAws.SECRET_KEY));
    }

    /** Deploys it, and waits until it is there. */
    static DeployedStack create(TestAws aws, String region, Map<String, String> parameters) {
        String stack = "lifeboat-" + UUID.randomUUID().toString().substring(0, 8);
        String templates = aws.newBucket();
        aws.s3()
                .putObject(
                        request -> request.bucket(templates).key(stack),
                        RequestBody.fromString(FunctionsAsQueues.of(Template.translated())));
        try (CloudFormationClient client = CloudFormationClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.of(region))
                .credentialsProvider(credentials())
                .build()) {
            client.createStack(request -> request.stackName(stack)
                    .templateURL("%s/%s/%s".formatted(aws.endpoint(), templates, stack))
                    .capabilities(Capability.CAPABILITY_IAM)
                    .parameters(parameters.entrySet().stream()
                            .map(entry -> Parameter.builder()
                                    .parameterKey(entry.getKey())
                                    .parameterValue(entry.getValue())
                                    .build())
                            .toList()));
            await(client, stack);
            Map<String, String> names = new HashMap<>();
            client.describeStackResources(request -> request.stackName(stack))
                    .stackResources()
                    .forEach(resource -> names.put(resource.logicalResourceId(), resource.physicalResourceId()));
            return new DeployedStack(region, parameters, names);
        }
    }

    /** The SDK's own waiter looks every 30 seconds. */
    private static void await(CloudFormationClient client, String stack) {
        for (Instant end = Instant.now().plus(LONGEST_WAIT); Instant.now().isBefore(end); pause()) {
            StackStatus status = client.describeStacks(request -> request.stackName(stack))
                    .stacks()
                    .getFirst()
                    .stackStatus();
            if (status == StackStatus.CREATE_COMPLETE) {
                return;
            }
            if (status != StackStatus.CREATE_IN_PROGRESS) {
                throw new AssertionError("the stack is %s: %s"
                        .formatted(
                                status,
                                client.describeStackEvents(request -> request.stackName(stack))
                                        .stackEvents()));
            }
        }
        throw new AssertionError("the stack is not deployed in %s".formatted(LONGEST_WAIT));
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What AWS calls a resource; of a function, the queue in its place. */
    String name(String resource) {
        return Objects.requireNonNull(names.get(resource), resource);
    }

    String region() {
        return region;
    }

    /** What the template says of a resource, with this stack's names; a function is called as its own property says. */
    JsonNode properties(String resource) {
        Map<String, String> called = new HashMap<>(names);
        Stack.of(parameters).resources().forEach((name, declared) -> {
            if (FunctionsAsQueues.isFunction(declared)) {
                called.put(name, declared.at("/Properties/FunctionName").asText());
            }
        });
        return Stack.of(parameters, called).properties(resource);
    }

    /** The variables that the template gives a function. */
    Map<String, String> variables(String function) {
        Map<String, String> variables = new HashMap<>();
        properties(function)
                .at("/Environment/Variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        variables.put("LIFEBOAT_REGION", region);
        return variables;
    }
}
