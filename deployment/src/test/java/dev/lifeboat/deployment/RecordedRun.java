package dev.lifeboat.deployment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.aws.policy.AwsCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run of a function asked for; its variables name what it is about. */
record RecordedRun(Map<String, String> variables, List<AwsCall> calls) {
    private static final JsonMapper JSON = new JsonMapper();

    static RecordedRun read(Path file) {
        JsonNode json = parse(file);
        return new RecordedRun(
                JSON.convertValue(json.path("environment"), new TypeReference<Map<String, String>>() {}),
                json.path("calls").valueStream().map(RecordedRun::call).toList());
    }

    private static AwsCall call(JsonNode json) {
        return new AwsCall(
                json.path("action").asText(),
                json.path("resource").asText(),
                JSON.convertValue(json.path("context"), new TypeReference<Map<String, String>>() {}));
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** The stack whose function has these variables. */
    Stack stack() {
        String[] store = variable("LIFEBOAT_STORE").replaceFirst("s3://", "").split("/", 2);
        String copies = variable("LIFEBOAT_TO") + variable("LIFEBOAT_OFFSITE");
        String[] offsite = copies.replaceFirst("s3://", "").split("/", 2);
        Map<String, String> parameters = Parameters.primary();
        parameters.put("SourceName", variable("LIFEBOAT_SOURCE"));
        parameters.put("StorePrefix", prefix(variable("LIFEBOAT_STORE")));
        if (!copies.isEmpty()) {
            parameters.put("OffsiteBucket", offsite[0]);
        }
        parameters.put("CopyKeySecretArn", variable("LIFEBOAT_SIGNING_KEY_SECRET"));
        parameters.put("BackupKeySecretArn", variable("LIFEBOAT_SIGNING_KEY_SECRET"));
        parameters.put("CatalogKeySecretArn", variable("LIFEBOAT_CATALOG_KEY_SECRET"));
        parameters.put("DatabaseSecretArn", variable("LIFEBOAT_DATABASE_SECRET"));
        return Stack.of(parameters, names(store[0]));
    }

    /** The stack in another account that holds the copies which it makes or looks at, and lets the roles of the first one in. */
    Optional<Stack> copies(Stack stack) {
        String copies = variable("LIFEBOAT_TO") + variable("LIFEBOAT_OFFSITE");
        if (copies.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = Parameters.offsite();
        parameters.put("SourceName", variable("LIFEBOAT_SOURCE"));
        parameters.put("StorePrefix", prefix(variable("LIFEBOAT_STORE")));
        parameters.put("CopyRoleArn", stack.arn("CrossRegionCopyRole"));
        parameters.put("CheckRoleArn", stack.arn("FreshnessCheckRole"));
        return Optional.of(Stack.of(parameters, Map.of("Bucket", bucket(copies))));
    }

    private static String bucket(String store) {
        return store.replaceFirst("s3://", "").split("/", 2)[0];
    }

    /**
     * The call as it would be in that stack: there, copies lie below the same prefix as the originals, and functions have
     * ARNs. The function itself is called tested here.
     */
    AwsCall placed(AwsCall call, String function) {
        String store = prefix(variable("LIFEBOAT_STORE"));
        String copies = variable("LIFEBOAT_TO") + variable("LIFEBOAT_OFFSITE");
        String resource = call.resource();
        if (!copies.isEmpty()) {
            String bucket = "arn:aws:s3:::" + copies.replaceFirst("s3://", "").split("/", 2)[0] + "/";
            String below = bucket + prefix(copies);
            if (resource.startsWith(below)) {
                resource = bucket + store + resource.substring(below.length());
            }
        }
        AwsCall there = new AwsCall(call.action(), resource, call.context());
        return switch (call.action()) {
            case "lambda:InvokeFunction" ->
                named(there, "function:" + (resource.equals("tested") ? ofStack(function) : resource));
            case "ecs:RunTask" ->
                named(there, "task-definition/%s:1".formatted(resource))
                        .with(
                                "ecs:cluster",
                                arn("ecs", "cluster/" + call.context().get("ecs:cluster")));
            default -> there;
        };
    }

    private static AwsCall named(AwsCall call, String name) {
        String service = call.action().split(":", 2)[0];
        String resource = call.resource().startsWith("arn:") ? call.resource() : arn(service, name);
        return new AwsCall(call.action(), resource, call.context());
    }

    private static String arn(String service, String name) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, Names.REGION, Names.ACCOUNT, name);
    }

    private static String ofStack(String function) {
        return "%s-%s".formatted(Names.STACK, function);
    }

    private static String prefix(String store) {
        String[] parts = store.replaceFirst("s3://", "").split("/", 2);
        return parts.length < 2 || parts[1].isEmpty() ? "" : parts[1].replaceFirst("/?$", "/");
    }

    private Map<String, String> names(String bucket) {
        Map<String, String> names = new HashMap<>(Map.of("Bucket", bucket));
        Map.of(
                        "AlertsTopic", "LIFEBOAT_TOPIC",
                        "PostgresWorker", "LIFEBOAT_WORKER_FUNCTION",
                        "Cluster", "LIFEBOAT_CLUSTER",
                        "WorkerTask", "LIFEBOAT_WORKER_TASK")
                .forEach((resource, variable) -> {
                    if (!variable(variable).isEmpty()) {
                        names.put(resource, variable(variable));
                    }
                });
        return names;
    }
}
