package dev.lifeboat.aws;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.AlertJson;
import dev.lifeboat.alert.Notices;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Publishes alerts to a topic of SNS: a mail's subject and text for people, JSON for queues, functions and web hooks, and
 * attributes (severity, check, source, phase) by which subscribers filter.
 */
public final class SnsNotices implements Notices {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]{1,256}");

    private final SnsClient client;
    private final String topic;

    /** @param topic its ARN */
    public SnsNotices(SnsClient client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /**
     * Prepares to publish to a topic, in its own region; asks nothing of it yet.
     *
     * @param arn of a standard topic, such as {@code arn:aws:sns:eu-central-1:111122223333:lifeboat}
     * @throws LifeboatException CONFIGURATION_INVALID if it is none
     */
    public static SnsNotices to(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "'%s' is not the ARN of a topic of SNS: nobody can be told".formatted(arn),
                    "write arn:aws:sns:REGION:ACCOUNT:NAME, of a standard topic; aws sns list-topics lists them");
        }
        SnsClient client = SnsClient.builder()
                .region(Region.of(Objects.requireNonNull(parts.group(1))))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
        return new SnsNotices(client, arn);
    }

    /** What SNS hands on by each protocol; the names are SNS's. */
    record Messages(String defaultText, String json) {
        Map<String, String> byProtocol() {
            return Map.of("default", defaultText, "sqs", json, "lambda", json, "http", json, "https", json);
        }
    }

    @Override
    public void send(Alert alert) {
        Messages messages = new Messages(alert.text(), StrictJson.line(AlertJson.of(alert)));
        try {
            client.publish(request -> request.topicArn(topic)
                    .subject(alert.subject())
                    .messageStructure("json")
                    .message(StrictJson.line(messages.byProtocol()))
                    .messageAttributes(Map.of(
                            "severity", text(alert.severity().text()),
                            "check", text(alert.finding().check().name().toLowerCase(Locale.ROOT)),
                            "source", text(alert.source().value()),
                            "phase", text(alert.phase().name().toLowerCase(Locale.ROOT)))));
        } catch (SdkException e) {
            throw new LifeboatException(
                    ErrorCode.ALERT_NOT_SENT,
                    "alert '%s' was not sent to topic %s (%s): nobody was told"
                            .formatted(alert.subject(), topic, e.getMessage()),
                    "see that the topic exists, and that this role may publish to it and use its key",
                    e);
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
