package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** A function of AWS Lambda that is handed an event and works on it by itself. */
public final class AsynchronousFunction {
    private final LambdaClient client;
    private final String name;

    private AsynchronousFunction(LambdaClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * Prepares to hand it events; hands it none yet.
     *
     * @param name or ARN
     * @throws LifeboatException REGION_WRONG if nothing says which region
     */
    public static AsynchronousFunction named(String name) {
        try {
            return new AsynchronousFunction(
                    LambdaClient.builder()
                            .httpClientBuilder(ApacheHttpClient.builder())
                            .build(),
                    name);
        } catch (SdkClientException e) {
            throw new LifeboatException(
                    ErrorCode.REGION_WRONG,
                    "Lambda needs a region, and none was found: function %s is not started".formatted(name),
                    "set AWS_REGION",
                    e);
        }
    }

    /**
     * Hands it an event; when this returns, Lambda has it.
     *
     * @throws LifeboatException DEADLINE_PASSED if Lambda did not take it
     */
    public void start(String event) {
        try {
            hand(event);
        } catch (SdkException e) {
            throw notStarted(e);
        }
    }

    /**
     * The same, for whoever has words of his own for a failure.
     *
     * @return the request's id
     */
    String hand(String event) {
        return client.invoke(request -> request.functionName(name)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event)))
                .responseMetadata()
                .requestId();
    }

    private LifeboatException notStarted(SdkException cause) {
        return new LifeboatException(
                ErrorCode.DEADLINE_PASSED,
                "function %s was not started again (%s): what it was to go on with is left as it is"
                        .formatted(name, cause.getMessage()),
                "allow its role lambda:InvokeFunction on itself",
                cause);
    }
}
