package dev.lifeboat.aws;

import static dev.lifeboat.aws.StartedJobs.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.aws.PreparedService;
import dev.lifeboat.testing.aws.WholeRequest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LambdaWorkerTest {
    private final PreparedService lambda = PreparedService.start();
    private final LambdaWorker worker = at(lambda.endpoint());

    private static LambdaWorker at(URI endpoint) {
        return StartedJobs.at(endpoint, "aws.endpointUrlLambda", () -> LambdaWorker.open("shop-worker"));
    }

    @AfterEach
    void stop() {
        lambda.close();
    }

    private static void assertFails(LambdaWorker worker, String message, String hint) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> worker.start(JOB))
                .withMessageMatching(message)
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.WORKER_NOT_STARTED);
                    assertThat(failure.hint()).isEqualTo(hint);
                });
    }

    @Test
    void jobIsHandedOverWithoutWaitingForItsEnd() {
        lambda.answering(202, "");
        assertThat(worker.start(JOB).reference()).isEqualTo("request-1");
        assertThat(lambda.requests())
                .containsExactly(new WholeRequest(
                        "POST", "/2015-03-31/functions/shop-worker/invocations", "", "Event", StartedJobs.TEXT));
    }

    @Test
    void functionThatIsNotThereIsNamed() {
        lambda.answering(
                404,
                "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"Function not found: arn:aws:lambda:eu-central-1:111122223333:function:shop-worker\"}");
        assertFails(
                worker,
                "function shop-worker was not started for backup 20261123T020000Z-full, the answer was 404 "
                        + "\\(ResourceNotFoundException: Function not found: arn:.*:shop-worker\\): that backup is not made",
                "see that it is there, under that name, in this region");
    }

    @Test
    void roleThatMayNotIsTold() {
        lambda.answering(403, "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized\"}");
        assertFails(
                worker,
                "function shop-worker was not started for .*, the answer was 403 \\(AccessDeniedException: not authorized\\): .*",
                "allow the role lambda:InvokeFunction on it");
    }

    @Test
    void serviceThatDoesNotAnswerIsAFailure() {
        assertFails(
                at(URI.create("http://127.0.0.1:1")),
                "function shop-worker was not started for backup .*, no answer came \\(.*\\): that backup is not made",
                "see the network; in a VPC without a way out, the service needs an endpoint of its own");
    }
}
