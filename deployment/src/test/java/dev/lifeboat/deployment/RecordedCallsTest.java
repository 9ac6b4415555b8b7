package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.aws.policy.AwsCall;
import dev.lifeboat.testing.aws.policy.Decision;
import dev.lifeboat.testing.aws.policy.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls that the functions' own tests saw, and what the template's roles may do: emulators enforce no policy, so a function
 * may pass its tests with a role that lets it do nothing.
 */
class RecordedCallsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** What one run of a function asked for; its variables name what it is about. */
    record Recorded(Map<String, String> variables, List<AwsCall> calls) {
        static Recorded read(Path file) {
            JsonNode json = parse(file);
            return new Recorded(
                    JSON.convertValue(json.path("environment"), new TypeReference<Map<String, String>>() {}),
                    json.path("calls").valueStream().map(Recorded::call).toList());
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

        private String variable(String name) {
            return variables.getOrDefault(name, "");
        }

        /** The stack whose function has these variables. */
        Stack stack() {
            String[] store =
                    variable("LIFEBOAT_STORE").replaceFirst("s3://", "").split("/", 2);
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

        /**
         * The call as it would be in that stack: there, copies lie below the same prefix as the originals, and functions have
         * ARNs. The function itself is called tested here.
         */
        AwsCall placed(AwsCall call, String function) {
            String store = prefix(variable("LIFEBOAT_STORE"));
            String copies = variable("LIFEBOAT_TO") + variable("LIFEBOAT_OFFSITE");
            String resource = call.resource();
            if (!copies.isEmpty()) {
                String bucket =
                        "arn:aws:s3:::" + copies.replaceFirst("s3://", "").split("/", 2)[0] + "/";
                String there = bucket + prefix(copies);
                if (resource.startsWith(there)) {
                    resource = bucket + store + resource.substring(there.length());
                }
            }
            if (call.action().equals("lambda:InvokeFunction") && !resource.startsWith("arn:")) {
                String name = resource.equals("tested") ? "%s-%s".formatted(Names.STACK, function) : resource;
                resource = "arn:aws:lambda:%s:%s:function:%s".formatted(Names.REGION, Names.ACCOUNT, name);
            }
            return new AwsCall(call.action(), resource, call.context());
        }

        private static String prefix(String store) {
            String[] parts = store.replaceFirst("s3://", "").split("/", 2);
            return parts.length < 2 ? "" : parts[1] + "/";
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

    static List<String> functions() {
        return Checkout.functions();
    }

    private static List<Recorded> recorded(String function) {
        String handler = "\"handler\":\"%s\"".formatted(handler(function));
        return Stream.of(Checkout.file("functions", function, "target", "aws-calls"), Path.of("target", "aws-calls"))
                .filter(Files::isDirectory)
                .flatMap(RecordedCallsTest::files)
                .filter(file -> Checkout.text(file).contains(handler))
                .map(Recorded::read)
                .filter(run -> !run.variable("LIFEBOAT_STORE").isEmpty())
                .toList();
    }

    /** The template names none of an image. */
    private static String handler(String function) {
        String named = Template.translated()
                .json()
                .path("Resources")
                .path(Checkout.logicalName(function))
                .at("/Properties/Handler")
                .asText();
        return named.isEmpty() ? "dev.lifeboat.worker.PostgresWorkerHandler" : named;
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsRoleAllowsWhatItAskedFor(String function) {
        List<Recorded> runs = recorded(function);
        assertThat(runs.stream().flatMap(run -> run.calls().stream()))
                .as("calls that the tests of %s wrote down; run these first: make check does", function)
                .isNotEmpty();
        String role = Checkout.logicalName(function) + "Role";
        for (Recorded run : runs) {
            Stack stack = run.stack();
            Policies policies = stack.ofRole(role).and(stack.ofBucket());
            for (AwsCall call : run.calls()) {
                AwsCall whole = run.placed(call, function)
                        .with("aws:PrincipalArn", stack.arn(role))
                        .with("aws:SecureTransport", "true");
                assertThat(policies.decide(whole)).as("%s by %s", call, role).isEqualTo(Decision.ALLOWED);
            }
        }
    }
}
