package dev.lifeboat.aws;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.AlertJson;
import dev.lifeboat.alert.Notices;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Publishes alerts to a topic of SNS: a mail's subject and text for people, JSON for queues, functions and web hooks, and
 * attributes (severity, check, source, phase) by which subscribers filter.
 */
public final class SnsNotices implements Notices {
    private final SnsClient client;
    private final String topic;

    /** @param topic its ARN */
    public SnsNotices(SnsClient client, String topic) {
        this.client = client;
        this.topic = topic;
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
