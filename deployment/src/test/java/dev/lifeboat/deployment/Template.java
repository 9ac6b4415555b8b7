package dev.lifeboat.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** template.yaml as CloudFormation gets it, when SAM has made plain resources of functions. */
record Template(ObjectNode json) {
    private static @Nullable Template translated;

    static synchronized Template translated() {
        if (translated == null) {
            SamTools.Ended ended = SamTools.run("translate");
            if (ended.code() != 0) {
                throw new AssertionError("SAM does not translate template.yaml: " + ended.errors());
            }
            translated = parse(ended.out());
        }
        return translated;
    }

    private static Template parse(String text) {
        try {
            return new Template((ObjectNode) new JsonMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError("SAM printed no JSON", e);
        }
    }

    /** The class that Lambda calls of a function. */
    String handler(String function) {
        String named = json.path("Resources")
                .path(Checkout.logicalName(function))
                .at("/Properties/Handler")
                .asText();
        // an image's own configuration names it, and the template does not
        return named.isEmpty() ? "dev.lifeboat.worker.PostgresWorkerHandler" : named;
    }

    /** A part of it by the names of its resources, conditions, ... */
    Map<String, JsonNode> part(String name) {
        Map<String, JsonNode> part = new TreeMap<>();
        json.path(name).properties().forEach(entry -> part.put(entry.getKey(), entry.getValue()));
        return part;
    }
}
