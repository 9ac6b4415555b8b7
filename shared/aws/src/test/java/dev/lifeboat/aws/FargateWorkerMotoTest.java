package dev.lifeboat.aws;

import static dev.lifeboat.aws.StartedJobs.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.aws.TestAws;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/** A task that an ECS has taken, as far as moto's knows what a task is. */
class FargateWorkerMotoTest {
    private static final String ENDPOINT = "aws.endpointUrlEcs";

    private final TestAws aws = TestAws.moto();
    private final EcsClient ecs = StartedJobs.at(aws.endpoint(), ENDPOINT, EcsClient::create);

    @BeforeEach
    void makeCluster() {
        ecs.createCluster(request -> request.clusterName("lifeboat"));
        ecs.registerTaskDefinition(request -> request.family("shop-worker")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("1024")
                .memory("2048")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("worker")
                        .image("worker")
                        .memory(2048)
                        .build()));
    }

    @AfterEach
    void close() {
        ecs.close();
    }

    private FargateWorker worker(String cluster) {
        FargateTask task = new FargateTask(cluster, "shop-worker", List.of(aws.subnet()), List.of("sg-1"), true);
        return StartedJobs.at(aws.endpoint(), ENDPOINT, () -> FargateWorker.open(task));
    }

    @Test
    void taskIsTakenWithItsJob() {
        String arn = worker("lifeboat").start(JOB).reference();
        Task task = ecs.describeTasks(request -> request.cluster("lifeboat").tasks(arn))
                .tasks()
                .getFirst();
        assertThat(task.launchTypeAsString()).isEqualTo("FARGATE");
        assertThat(task.overrides().containerOverrides()).singleElement().satisfies(container -> {
            assertThat(container.name()).isEqualTo("worker");
            assertThat(container.environment()).singleElement().satisfies(variable -> {
                assertThat(variable.name()).isEqualTo("LIFEBOAT_JOB");
                assertThat(variable.value()).isEqualTo(StartedJobs.TEXT);
            });
        });
    }

    @Test
    void clusterThatIsNotThereIsNamed() {
        FargateWorker worker = worker("elsewhere");
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> worker.start(JOB))
                .withMessageStartingWith("task shop-worker in cluster elsewhere was not started for backup ")
                .withMessageContaining("ClusterNotFoundException");
    }
}
