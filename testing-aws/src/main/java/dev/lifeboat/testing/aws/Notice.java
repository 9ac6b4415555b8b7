package dev.lifeboat.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message of a topic, as a queue that subscribed to it gets it.
 *
 * @param message what the publisher wrote for queues
 * @param attributes by which subscribers filter
 */
public record Notice(String subject, JsonNode message, Map<String, String> attributes) {
    /**
     * Reads what SNS put into a queue.
     *
     * @param body the JSON that SNS writes around a message
     */
    public static Notice of(String body) {
        JsonMapper mapper = new JsonMapper();
        try {
            JsonNode envelope = mapper.readTree(body);
            Map<String, String> attributes = new TreeMap<>();
            envelope.path("MessageAttributes")
                    .properties()
                    .forEach(attribute -> attributes.put(
                            attribute.getKey(),
                            attribute.getValue().path("Value").asText()));
            return new Notice(
                    envelope.path("Subject").asText(),
                    mapper.readTree(envelope.path("Message").asText()),
                    attributes);
        } catch (IOException e) {
            throw new UncheckedIOException("no message of a topic: " + body, e);
        }
    }

    /** A field of the message, such as {@code phase}; empty if it has none. */
    public String field(String name) {
        return message.path(name).asText();
    }
}
