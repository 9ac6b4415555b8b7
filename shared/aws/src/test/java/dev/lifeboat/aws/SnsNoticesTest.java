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
import dev.lifeboat.testing.aws.Notice;
import dev.lifeboat.testing.aws.PreparedService;
import dev.lifeboat.testing.aws.Queue;
import dev.lifeboat.testing.aws.TestAws;
import dev.lifeboat.testing.aws.TestTopic;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

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
    private final TestTopic topic = aws.newTopic();

    private SnsClient client(URI endpoint) {
        return SnsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(aws.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(TestAws.ACCESS_KEY, TestAws.SECRET_KEY)))
                .build();
    }

    private void send() {
        try (SnsClient client = client(aws.endpoint())) {
            new SnsNotices(client, topic.arn()).send(ALERT);
        }
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
        Queue queue = topic.subscribe();
        send();

        Notice notice = queue.notice();
        assertThat(notice.subject()).isEqualTo("Lifeboat critical: age of full of shop");
        assertThat(notice.attributes())
                .isEqualTo(Map.of("severity", "critical", "check", "freshness", "source", "shop", "phase", "begin"));
        assertThat(notice.message()).isEqualTo(json("""
                                {"lifeboat": 1, "source": "shop", "severity": "critical", "phase": "begin", "check": "freshness",
                                 "subject": "full", "since": "2026-11-23T03:00:00Z", "seen": "there is none",
                                 "expected": "one of the last 25 h", "means": "nothing of that kind can be restored",
                                 "command": "lifeboat backup"}
                                """));
    }

    /** SNS hands mail, and whatever is not named, the default. */
    @Test
    void mailGetsTheTextForAPerson() {
        try (PreparedService sns = PreparedService.start()) {
            sns.answering(
                    200, "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
            try (SnsClient client = client(sns.endpoint())) {
                new SnsNotices(client, topic.arn()).send(ALERT);
            }
            Map<String, String> form = Stream.of(sns.requests().getLast().body().split("&", -1))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(
                            field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
            assertThat(form).containsEntry("MessageStructure", "json");
            JsonNode message = json(form.getOrDefault("Message", ""));
            assertThat(message.path("default").asText()).isEqualTo(ALERT.text());
            assertThat(message.has("email")).isFalse();
            assertThat(json(message.path("https").asText()).path("command").asText())
                    .isEqualTo("lifeboat backup");
        }
    }

    @Test
    void subscriberThatFiltersGetsWhatItWants() {
        Queue critical = topic.subscribeTo("{\"severity\": [\"critical\"]}");
        Queue warnings = topic.subscribeTo("{\"severity\": [\"warning\"]}");
        send();
        assertThat(critical.notices(1)).hasSize(1);
        assertThat(warnings.takeAll()).isEmpty();
    }

    @Test
    void alertThatCannotBeSentIsAnError() {
        topic.delete();
        assertThatThrownBy(this::send).isInstanceOfSatisfying(LifeboatException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.ALERT_NOT_SENT);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "alert 'Lifeboat critical: age of full of shop' was not sent to topic %s (", topic.arn())
                    .hasMessageEndingWith("): nobody was told");
        });
    }

    @Test
    void topicThatDoesNotAnswerIsAnError() {
        try (SnsClient nowhere = client(URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> new SnsNotices(nowhere, topic.arn()).send(ALERT))
                    .isInstanceOf(LifeboatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:eu-central-1:111122223333:lifeboat",
                "arn:aws-us-gov:sns:us-gov-west-1:111122223333:lifeboat",
                "arn:aws-cn:sns:cn-north-1:111122223333:a_b-C"
            })
    void topicsOfEveryPartitionAreTaken(String arn) {
        assertThat(SnsNotices.to(arn)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lifeboat",
                "arn:aws:sqs:eu-central-1:111122223333:lifeboat",
                "arn:aws:sns:eu-central-1:111122223333:lifeboat.fifo",
                "arn:aws:sns:eu-central-1:111122223333:lifeboat:7a0e6f6c-5b6b-4b1b-8f2c-1f9d7c0f8a11"
            })
    void whatIsNoTopicIsRefused(String arn) {
        assertThatThrownBy(() -> SnsNotices.to(arn)).isInstanceOfSatisfying(LifeboatException.class, failure -> {
            assertThat(failure.toText()).isEqualTo("""
                    error [LB-602]: '%s' is not the ARN of a topic of SNS: nobody can be told
                        hint: write arn:aws:sns:REGION:ACCOUNT:NAME, of a standard topic; aws sns list-topics lists them""".formatted(arn));
        });
    }
}
