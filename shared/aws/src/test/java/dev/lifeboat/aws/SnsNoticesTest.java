package dev.lifeboat.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Phase;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.testing.aws.TestAws;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Alerts on their way through a topic into queues that subscribed to it. */
class SnsNoticesTest {
    private static final Alert ALERT = new Alert(
            new SourceName("shop"),
            Phase.BEGIN,
            Instant.parse("2026-11-23T03:00:00Z"),
            new Finding(
                    Check.FRESHNESS,
                    "full",
                    State.FAILED,
                    "there is none",
                    "one of the last 25 h",
                    "nothing of that kind can be restored",
                    "lifeboat backup"));

    private final TestAws aws = TestAws.shared();
    private final StaticCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(TestAws.ACCESS_KEY, TestAws.SECRET_KEY));
    private final SnsClient sns = SnsClient.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.of(aws.region()))
            .credentialsProvider(credentials)
            .build();
    private final SqsClient sqs = SqsClient.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.of(aws.region()))
            .credentialsProvider(credentials)
            .build();
    private final String topic =
            sns.createTopic(request -> request.name("alerts")).topicArn();

    @AfterEach
    void closeClients() {
        sns.close();
        sqs.close();
    }

    private String queue(String name, Map<String, String> attributes) {
        String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sns.subscribe(
                request -> request.topicArn(topic).protocol("sqs").endpoint(arn).attributes(attributes));
        return url;
    }

    private List<Message> received(String url, int seconds) {
        return sqs.receiveMessage(request ->
                        request.queueUrl(url).waitTimeSeconds(seconds).maxNumberOfMessages(10))
                .messages();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Test
    void queueGetsSubjectAttributesAndJson() {
        String url = queue("all", Map.of());
        new SnsNotices(sns, topic).send(ALERT);

        List<Message> messages = received(url, 10);
        assertThat(messages).hasSize(1);
        JsonNode envelope = json(messages.getFirst().body());
        assertThat(envelope.path("Subject").asText()).isEqualTo("Lifeboat critical: age of full of shop");
        assertThat(envelope.path("MessageAttributes")
                        .path("severity")
                        .path("Value")
                        .asText())
                .isEqualTo("critical");
        assertThat(json(envelope.path("Message").asText())).isEqualTo(json("""
                                {"lifeboat": 1, "source": "shop", "severity": "critical", "phase": "begin", "check": "freshness",
                                 "subject": "full", "since": "2026-11-23T03:00:00Z", "seen": "there is none",
                                 "expected": "one of the last 25 h", "means": "nothing of that kind can be restored",
                                 "command": "lifeboat backup"}
                                """));
    }

    @Test
    void subscriberThatFiltersGetsWhatItWants() {
        String critical = queue("critical", Map.of("FilterPolicy", "{\"severity\": [\"critical\"]}"));
        String warnings = queue("warnings", Map.of("FilterPolicy", "{\"severity\": [\"warning\"]}"));
        new SnsNotices(sns, topic).send(ALERT);
        assertThat(received(critical, 10)).hasSize(1);
        assertThat(received(warnings, 1)).isEmpty();
    }

    @Test
    void alertThatCannotBeSentIsAnError() {
        String missing = topic + "-missing";
        assertThatThrownBy(() -> new SnsNotices(sns, missing).send(ALERT))
                .isInstanceOfSatisfying(LifeboatException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.ALERT_NOT_SENT);
                    assertThat(failure)
                            .hasMessageStartingWith(
                                    "alert 'Lifeboat critical: age of full of shop' was not sent to topic %s (",
                                    missing)
                            .hasMessageEndingWith("): nobody was told");
                });
    }

    @Test
    void topicThatDoesNotAnswerIsAnError() {
        try (SnsClient nowhere = SnsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.of(aws.region()))
                .credentialsProvider(credentials)
                .build()) {
            assertThatThrownBy(() -> new SnsNotices(nowhere, topic).send(ALERT)).isInstanceOf(LifeboatException.class);
        }
    }
}
