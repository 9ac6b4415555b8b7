package dev.lifeboat.aws;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in Lifeboat's words why a worker was not started.
 *
 * @param what would have been, such as {@code function lifeboat-worker}
 * @param permission what a role needs for it
 */
record NotStarted(String what, String permission) {
    private static final int MAX_REASON = 300;

    LifeboatException of(Job job, SdkException cause) {
        if (cause instanceof AwsServiceException answer) {
            String code = S3Failure.code(answer);
            String message = Optional.ofNullable(answer.awsErrorDetails())
                    .map(details -> details.errorMessage())
                    .orElse("");
            boolean denied = code.contains("AccessDenied");
            return because(
                    job,
                    "the answer was %d (%s)"
                            .formatted(answer.statusCode(), message.isEmpty() ? code : code + ": " + message),
                    denied ? "allow the role " + permission : "see that it is there, under that name, in this region",
                    answer);
        }
        return because(
                job,
                "no answer came (%s)".formatted(cause.getMessage()),
                "see the network; in a VPC without a way out, the service needs an endpoint of its own",
                cause);
    }

    LifeboatException because(Job job, String why, String hint, @Nullable Throwable cause) {
        String reason = why.substring(0, Math.min(MAX_REASON, why.length()));
        return new LifeboatException(
                ErrorCode.WORKER_NOT_STARTED,
                "%s was not started for backup %s, %s: that backup is not made".formatted(what, job.id(), reason),
                hint,
                cause);
    }
}
