package dev.lifeboat.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lifeboat.testing.lambda.Invocation;
import java.time.Instant;
import java.util.UUID;

/**
 * What Lambda sends to the failure destination of an asynchronous invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing records of Lambda
 *     asynchronous invocations</a>
 */
final class FailureDestination {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ATTEMPTS = 3;

    private FailureDestination() {}

    static String payload(String function, String event, Invocation.Failed failed) {
        ObjectNode payload = JSON.createObjectNode()
                .put("version", "1.0")
                .put("timestamp", Instant.now().toString());
        payload.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put(
                        "functionArn",
                        "arn:aws:lambda:%s:%s:function:%s-%s:$LATEST"
                                .formatted(Names.REGION, Names.ACCOUNT, Names.STACK, function))
                .put("condition", "RetriesExhausted")
                .put("approximateInvokeCount", ATTEMPTS);
        payload.set("requestPayload", parsed(event));
        payload.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled");
        payload.putObject("responsePayload")
                .put("errorMessage", failed.message())
                .put("errorType", failed.type());
        return payload.toString();
    }

    private static ObjectNode parsed(String event) {
        try {
            return (ObjectNode) JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event is not JSON", e);
        }
    }
}
