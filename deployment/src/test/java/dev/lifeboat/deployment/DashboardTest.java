package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see at a glance: a graph of a metric that nobody writes is empty, and looks like peace. */
class DashboardTest {
    private final List<JsonNode> metrics = metrics();

    private static List<JsonNode> metrics() {
        String body = Stack.of(Parameters.primary())
                .properties("Dashboard")
                .path("DashboardBody")
                .asText();
        List<JsonNode> metrics = new ArrayList<>();
        try {
            new JsonMapper()
                    .readTree(body)
                    .path("widgets")
                    .forEach(widget -> widget.at("/properties/metrics").forEach(metrics::add));
        } catch (IOException e) {
            throw new IllegalArgumentException(body, e);
        }
        return metrics;
    }

    private List<String> in(String namespace) {
        return metrics.stream()
                .filter(metric -> metric.path(0).asText().equals(namespace))
                .map(metric -> metric.valueStream()
                        .skip(1)
                        .map(JsonNode::asText)
                        .toList()
                        .toString())
                .toList();
    }

    /** Names and dimensions as the tests of freshness-check see them written. */
    @Test
    void itShowsAgeSizeDurationAndLagOfCopies() {
        assertThat(in("Lifeboat"))
                .containsExactly(
                        "[NewestBackupAge, source, shop, kind, full]",
                        "[StoredBytes, source, shop]",
                        "[BackupDuration, source, shop]",
                        "[CopyLag, source, shop]");
    }

    @Test
    void itCountsTheErrorsOfEveryFunction() {
        assertThat(in("AWS/Lambda"))
                .containsExactlyInAnyOrderElementsOf(Checkout.functions().stream()
                        .map(function -> "[Errors, FunctionName, lifeboat-%s]".formatted(function))
                        .toList());
    }
}
