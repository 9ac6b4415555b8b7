package dev.lifeboat.testing.aws;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An emulator's CloudWatch in a region, by the requests that tests need of it, without a client of its own. */
public final class CloudWatch {
    private final URI endpoint;
    private final String region;
    private final String accessKey;

    CloudWatch(URI endpoint, String region, String accessKey) {
        this.endpoint = endpoint;
        this.region = region;
        this.accessKey = accessKey;
    }

    /** Measures something, as a service does of what has a name, such as {@code FunctionName=lifeboat-shop}. */
    public void measure(String namespace, String metric, String dimension, int value) {
        String[] parts = dimension.split("=", 2);
        ask(
                "PutMetricData",
                Map.of(
                        "Namespace",
                        namespace,
                        "MetricData.member.1.MetricName",
                        metric,
                        "MetricData.member.1.Value",
                        Integer.toString(value),
                        "MetricData.member.1.Dimensions.member.1.Name",
                        parts[0],
                        "MetricData.member.1.Dimensions.member.1.Value",
                        parts[1]));
    }

    /** Takes an alarm for well until it is looked at the next time. */
    public void takeForWell(String alarm) {
        ask("SetAlarmState", Map.of("AlarmName", alarm, "StateValue", "OK", "StateReason", "a test says so"));
    }

    private void ask(String action, Map<String, String> fields) {
        Map<String, String> form = new TreeMap<>(fields);
        form.put("Action", action);
        form.put("Version", "2010-08-01");
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", PlainRequest.authorization(accessKey, region, "monitoring"))
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> "%s=%s"
                                .formatted(field.getKey(), URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)))
                        .collect(Collectors.joining("&"))))
                .build();
        String answer = PlainRequest.answer(request);
        if (!answer.contains(action + "Response")) {
            throw new IllegalStateException("%s was refused: %s".formatted(action, answer));
        }
    }
}
