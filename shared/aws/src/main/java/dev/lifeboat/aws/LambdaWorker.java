package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.schedule.BackupWorker;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A worker that is a function of AWS Lambda: it is handed the job, and works by itself. */
public final class LambdaWorker implements BackupWorker {
    private static final int ACCEPTED = 202;

    private final LambdaClient client;
    private final String function;
    private final NotStarted failure;

    private LambdaWorker(LambdaClient client, String function) {
        this.client = client;
        this.function = function;
        failure = new NotStarted("function " + function, "lambda:InvokeFunction on it");
    }

    /**
     * Prepares to start it; asks nothing yet.
     *
     * @param function its name or ARN
     * @throws LifeboatException REGION_WRONG if nothing says which region
     */
    public static LambdaWorker open(String function) {
        try {
            return new LambdaWorker(
                    LambdaClient.builder()
                            .httpClientBuilder(ApacheHttpClient.builder())
                            .build(),
                    function);
        } catch (SdkClientException e) {
            throw new LifeboatException(
                    ErrorCode.REGION_WRONG,
                    "Lambda needs a region, and none was found: no worker is started",
                    "set AWS_REGION",
                    e);
        }
    }

    /** Hands over the job; what is returned as reference is the invocation's request id. */
    @Override
    public Begun start(Job job) {
        try {
            InvokeResponse answer = client.invoke(request -> request.functionName(function)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(job.toJson())));
            if (answer.statusCode() != ACCEPTED) {
                throw failure.because(
                        job,
                        "the answer was %d, expected %d".formatted(answer.statusCode(), ACCEPTED),
                        "see the function's configuration",
                        null);
            }
            return new Begun(answer.responseMetadata().requestId(), false);
        } catch (SdkException e) {
            throw failure.of(job, e);
        }
    }
}
