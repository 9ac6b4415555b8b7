package dev.lifeboat.testing.aws;

import java.net.URI;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, where a Docker engine answers. The last release that needs no account. */
final class DockerLocalStack implements Emulator {
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");
    private static final int PORT = 4566;

    @Override
    public String name() {
        return "LocalStack 4.14.0 in Docker";
    }

    @Override
    @SuppressWarnings("resource") // the container lives as long as this process; Testcontainers removes it afterwards
    public URI start() throws EmulatorUnavailableException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new EmulatorUnavailableException("no Docker engine answers", null);
        }
        try {
            GenericContainer<?> container = new GenericContainer<>(IMAGE)
                    .withExposedPorts(PORT)
                    .withEnv("DISABLE_EVENTS", "1")
                    .withEnv("SQS_CLOUDWATCH_METRICS_REPORT_INTERVAL", "5")
                    .waitingFor(Wait.forHttp("/_localstack/health")
                            .forPort(PORT)
                            .withStartupTimeout(Duration.ofMinutes(3)));
            container.start();
            return URI.create("http://%s:%d".formatted(container.getHost(), container.getMappedPort(PORT)));
        } catch (RuntimeException e) {
            throw new EmulatorUnavailableException("the container did not start: " + e.getMessage(), e);
        }
    }
}
