package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The template's alarms as the emulator can evaluate them within a test: over periods of 10 seconds, which are minutes or an hour
 * in the template; and, as it computes no expressions over metrics, over the first metric that such an expression is made of. So
 * what an alarm watches, what it compares with, and whom it tells are the template's own; its expressions are not tried.
 */
final class QuickAlarms {
    /** The shortest that CloudWatch knows. */
    private static final int SECONDS = 10;

    private QuickAlarms() {}

    /** Changes a resource if it is an alarm. */
    static void quicken(JsonNode resource) {
        if (resource.path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
            ObjectNode alarm = (ObjectNode) resource.path("Properties");
            firstMetric(alarm);
            alarm.put("Period", SECONDS);
        }
    }

    private static void firstMetric(ObjectNode alarm) {
        JsonNode metrics = alarm.path("Metrics");
        alarm.remove("Metrics");
        metrics.valueStream()
                .map(metric -> metric.path("MetricStat"))
                .filter(JsonNode::isObject)
                .findFirst()
                .ifPresent(first -> {
                    alarm.setAll((ObjectNode) first.path("Metric"));
                    alarm.set("Statistic", first.path("Stat"));
                });
    }
}
