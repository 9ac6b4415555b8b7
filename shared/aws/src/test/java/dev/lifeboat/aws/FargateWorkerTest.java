package dev.lifeboat.aws;

import static dev.lifeboat.aws.StartedJobs.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.schedule.BackupWorker.Begun;
import dev.lifeboat.testing.aws.PreparedService;
import dev.lifeboat.testing.aws.WholeRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FargateWorkerTest {
    private static final String ARN =
            "arn:aws:ecs:eu-central-1:111122223333:task/lifeboat/0123456789abcdef0123456789abcdef";
    private static final String STARTED = task("PROVISIONING");
    private static final String CONFLICT =
            "{\"__type\":\"ConflictException\",\"message\":\"in use\",\"resourceIds\":[\"%s\"]}".formatted(ARN);

    private final PreparedService ecs = PreparedService.start();
    private final FargateWorker worker = StartedJobs.at(
            ecs.endpoint(),
            "aws.endpointUrlEcs",
            () -> FargateWorker.open(new FargateTask(
                    "lifeboat", "shop-worker", List.of("subnet-1", "subnet-2"), List.of("sg-1"), false)));

    private static String task(String status) {
        return "{\"tasks\":[{\"taskArn\":\"%s\",\"lastStatus\":\"%s\"}],\"failures\":[]}".formatted(ARN, status);
    }

    @AfterEach
    void stop() {
        ecs.close();
    }

    private List<JsonNode> requests(String action) {
        return ecs.requests().stream()
                .filter(request -> request.target().equals("AmazonEC2ContainerServiceV20141113." + action))
                .map(WholeRequest::body)
                .map(FargateWorkerTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private List<String> tokens() {
        return requests("RunTask").stream()
                .map(request -> request.path("clientToken").asText())
                .toList();
    }

    private void assertFails(String message, String hint) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> worker.start(JOB))
                .withMessage(
                        "task shop-worker in cluster lifeboat was not started for backup 20261123T020000Z-full, %s: that backup is not made",
                        message)
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.WORKER_NOT_STARTED);
                    assertThat(failure.hint()).isEqualTo(hint);
                });
    }

    @Test
    void taskGetsTheJobInItsEnvironment() {
        ecs.answering(200, STARTED);
        assertThat(worker.start(JOB)).isEqualTo(new Begun(ARN, false));
        assertThat(requests("RunTask"))
                .containsExactly(json("""
                                {"cluster": "lifeboat", "taskDefinition": "shop-worker", "count": 1, "launchType": "FARGATE",
                                 "clientToken": "%s",
                                 "networkConfiguration": {"awsvpcConfiguration": {
                                   "subnets": ["subnet-1", "subnet-2"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}},
                                 "overrides": {"containerOverrides": [{"name": "worker", "environment": [
                                   {"name": "LIFEBOAT_JOB", "value": "%s"}]}]}}
                                """.formatted(tokens().getFirst(), StartedJobs.TEXT.replace("\"", "\\\""))));
    }

    @Test
    void tokenIsThatOfTheBackupAndOfItsSourceWhoeverAsks() {
        for (Job job : List.of(JOB, StartedJobs.of("shop", "2-def"), StartedJobs.of("other", "1-abc"))) {
            ecs.answering(200, STARTED);
            worker.start(job);
        }
        List<String> tokens = tokens();
        assertThat(tokens.get(1)).isEqualTo(tokens.get(0)).matches("[0-9a-f-]{36}");
        assertThat(tokens.get(2)).isNotEqualTo(tokens.get(0));
    }

    @Test
    void secondEventFindsTheTaskOfTheFirst() {
        ecs.answering(400, CONFLICT).answering(200, task("RUNNING"));
        assertThat(worker.start(JOB)).isEqualTo(new Begun(ARN, true));
        assertThat(requests("DescribeTasks")).containsExactly(json("""
                        {"cluster": "lifeboat", "tasks": ["%s"]}""".formatted(ARN)));
    }

    @Test
    void backupWhoseTaskHasEndedWithoutItIsStartedAgain() {
        ecs.answering(400, CONFLICT).answering(200, task("STOPPED"));
        ecs.answering(200, task("STOPPED")); // the same job once more: ECS answers with the task as it is
        ecs.answering(400, CONFLICT).answering(200, "{\"tasks\":[],\"failures\":[{\"reason\":\"MISSING\"}]}");
        ecs.answering(200, STARTED);
        assertThat(worker.start(JOB)).isEqualTo(new Begun(ARN, false));
        assertThat(tokens()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void backupWhoseTasksEndAgainAndAgainIsAFailure() {
        for (int number = 0; number < 10; number++) {
            ecs.answering(200, task("STOPPED"));
        }
        assertFails(
                "for which 10 tasks have ended within an hour",
                "see why these ended, in their logs and in the records of that backup");
    }

    @Test
    void failureInTheAnswerIsAFailure() {
        ecs.answering(200, "{\"tasks\":[],\"failures\":[{\"reason\":\"RESOURCE:CPU\",\"detail\":\"no room\"}]}");
        assertFails(
                "ECS says RESOURCE:CPU (no room)",
                "see the cluster and the quotas of Fargate; the same event may succeed later");
    }

    @Test
    void answerWithoutATaskIsAFailure() {
        ecs.answering(200, "{\"tasks\":[],\"failures\":[]}");
        assertFails("ECS names no task and no reason", "see the cluster's events");
    }

    @Test
    void roleThatMayNotIsTold() {
        ecs.answering(400, "{\"__type\":\"AccessDeniedException\",\"message\":\"no iam:PassRole\"}");
        assertFails(
                "the answer was 400 (AccessDeniedException: no iam:PassRole)",
                "allow the role ecs:RunTask on the task definition, ecs:DescribeTasks, and iam:PassRole on the task's two roles");
    }
}
