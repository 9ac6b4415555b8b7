package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The template with a queue in the place of each function, which keeps what starts it: an emulator without Docker runs no
 * functions, and tests want to see each event.
 */
final class FunctionsAsQueues {
    private static final Set<String> ABOUT_FUNCTIONS =
            Set.of("AWS::Lambda::Permission", "AWS::Lambda::EventInvokeConfig");

    /** What the emulator does not know. */
    private static final Set<String> UNKNOWN = Set.of("AWS::CloudWatch::Dashboard");

    private static final String CLUSTER = "{\"Fn::GetAtt\":[\"Cluster\",\"Arn\"]}";

    /** As sample events call the cluster, of which the emulator can make none. */
    private static final String CLUSTER_OF_EVENTS = "\"arn:aws:ecs:eu-central-1:111122223333:cluster/lifeboat\"";

    private FunctionsAsQueues() {}

    static String of(Template template) {
        ObjectNode json = template.json().deepCopy();
        ObjectNode resources = (ObjectNode) json.path("Resources");
        resources.properties().removeIf(resource -> isLeftOut(resource.getValue()));
        resources.properties().forEach(resource -> {
            if (isFunction(resource.getValue())) {
                makeQueue((ObjectNode) resource.getValue());
            }
            QuickAlarms.quicken(resource.getValue());
        });
        json.remove("Outputs");
        return json.toString().replace(CLUSTER, CLUSTER_OF_EVENTS);
    }

    static boolean isFunction(JsonNode resource) {
        return resource.path("Type").asText().equals("AWS::Lambda::Function");
    }

    private static boolean isLeftOut(JsonNode resource) {
        String type = resource.path("Type").asText();
        return ABOUT_FUNCTIONS.contains(type) || UNKNOWN.contains(type);
    }

    private static void makeQueue(ObjectNode function) {
        function.put("Type", "AWS::SQS::Queue");
        function.putObject("Properties");
    }
}
