package dev.lifeboat.testing.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.testing.aws.SentRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requests to services other than S3. */
final class ServiceCalls {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern INVOCATION = Pattern.compile("POST /2015-03-31/functions/([^/]+)/invocations .*");

    private ServiceCalls() {}

    static Optional<AwsCall> of(SentRequest request) {
        Matcher invocation = INVOCATION.matcher(request.line());
        if (invocation.matches()) {
            return Optional.of(new AwsCall("lambda:InvokeFunction", decoded(invocation.group(1))));
        }
        return request.header("x-amz-target")
                .map(target -> ofJson(target, json(request.text())))
                .or(() -> form(request.text()).map(ServiceCalls::ofForm));
    }

    private static AwsCall ofJson(String target, JsonNode body) {
        return switch (target) {
            case "secretsmanager.GetSecretValue" -> call("secretsmanager:GetSecretValue", body, "SecretId");
            case "AmazonSQS.SendMessage" -> call("sqs:SendMessage", body, "QueueUrl");
            case "AmazonEC2ContainerServiceV20141113.RunTask" ->
                call("ecs:RunTask", body, "taskDefinition")
                        .with("ecs:cluster", body.path("cluster").asText());
            case "AmazonEC2ContainerServiceV20141113.DescribeTasks" ->
                new AwsCall("ecs:DescribeTasks", body.path("tasks").path(0).asText());
            default -> throw new AssertionError("it is not known what policies call " + target);
        };
    }

    private static AwsCall call(String action, JsonNode body, String resource) {
        return new AwsCall(action, body.path(resource).asText());
    }

    private static AwsCall ofForm(Map<String, String> fields) {
        String action = String.valueOf(fields.get("Action"));
        if (action.equals("Publish")) {
            return new AwsCall("sns:Publish", String.valueOf(fields.get("TopicArn")));
        }
        throw new AssertionError("it is not known what policies call " + action);
    }

    private static Optional<Map<String, String>> form(String text) {
        if (!text.contains("Action=")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(text.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> decoded(field[0]), field -> decoded(field[1]))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a request is not JSON", e);
        }
    }
}
