package dev.lifeboat.testing.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;

/** An event of a service of AWS that an emulator lacks, handed to its EventBridge by one request, without a client of its own. */
final class SentEvent {
    private static final JsonMapper JSON = new JsonMapper();

    private SentEvent() {}

    /** @param event whole, as rules hand it to their targets */
    static void send(URI endpoint, String region, String accessKey, String event) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSEvents.PutEvents")
                .header("Authorization", PlainRequest.authorization(accessKey, region, "events"))
                .POST(HttpRequest.BodyPublishers.ofString(entries(event)))
                .build();
        String answer = PlainRequest.answer(request);
        if (!answer.replace(" ", "").contains("\"FailedEntryCount\":0")) {
            throw new IllegalStateException("an event was refused: " + answer);
        }
    }

    private static String entries(String event) {
        try {
            JsonNode whole = JSON.readTree(event);
            ObjectNode entries = JSON.createObjectNode();
            ObjectNode entry = entries.putArray("Entries").addObject();
            entry.set("Source", whole.path("source"));
            entry.set("DetailType", whole.path("detail-type"));
            entry.set("Resources", whole.path("resources"));
            entry.put("Detail", whole.path("detail").toString());
            return entries.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event is not JSON", e);
        }
    }
}
