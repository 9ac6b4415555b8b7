package dev.lifeboat.aws;

import dev.lifeboat.job.Job;
import dev.lifeboat.schedule.BackupWorker;
import software.amazon.awssdk.core.exception.SdkException;

/** A worker that is a function of AWS Lambda: it is handed the job, and works by itself. */
public final class LambdaWorker implements BackupWorker {
    private final AsynchronousFunction function;
    private final NotStarted failure;

    private LambdaWorker(String function) {
        this.function = AsynchronousFunction.named(function);
        failure = new NotStarted("function " + function, "lambda:InvokeFunction on it");
    }

    /**
     * Prepares to start it; asks nothing yet.
     *
     * @param function its name or ARN
     * @throws dev.lifeboat.error.LifeboatException REGION_WRONG if nothing says which region
     */
    public static LambdaWorker open(String function) {
        return new LambdaWorker(function);
    }

    /** Hands over the job; what is returned as reference is the invocation's request id. */
    @Override
    public Begun start(Job job) {
        try {
            return new Begun(function.hand(job.toJson()), false);
        } catch (SdkException e) {
            throw failure.of(job, e);
        }
    }
}
