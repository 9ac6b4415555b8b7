package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A new function is one module, one block of the template, one folder of events. */
class FunctionsTest {
    private static final String WORKER = "postgres-worker";
    private static final String ALERTS = "failure-alert";

    private final Stack stack = Stack.of(Parameters.primary());

    static List<String> functions() {
        return Checkout.functions();
    }

    private JsonNode block(String function, String part) {
        return stack.properties(Checkout.logicalName(function) + part);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyModuleIsAFunctionOfItsOwn(String function) {
        String name = Checkout.logicalName(function);
        JsonNode properties = block(function, "");
        assertThat(properties.path("FunctionName").asText()).isEqualTo("lifeboat-" + function);
        assertThat(properties.path("Role").asText()).isEqualTo(stack.arn(name + "Role"));
        assertThat(properties.at("/LoggingConfig/LogGroup").asText())
                .isEqualTo(name.toLowerCase(java.util.Locale.ROOT) + "log");
        assertThat(block(function, "Log").path("LogGroupName").asText()).isEqualTo("/aws/lambda/lifeboat-" + function);
        assertThat(block(function, "Log").path("RetentionInDays").asInt()).isEqualTo(90);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsHandlerIsInItsPackage(String function) throws IOException {
        JsonNode properties = block(function, "");
        if (function.equals(WORKER)) {
            assertThat(properties.path("PackageType").asText()).isEqualTo("Image");
            assertThat(properties.at("/Code/ImageUri").asText()).isEqualTo(Parameters.IMAGE);
            return;
        }
        Path jar = Checkout.jar(function);
        assertThat(properties.at("/Code/S3Key").asText())
                .isEqualTo(Checkout.file("").relativize(jar).toString());
        assertThat(properties.path("Runtime").asText()).isEqualTo("java25");
        try (JarFile file = new JarFile(jar.toFile())) {
            String handler = properties.path("Handler").asText();
            assertThat(file.getEntry(handler.replace('.', '/') + ".class"))
                    .as(handler)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itIsBuiltAndTestedBeforeThisModule(String function) {
        assertThat(Checkout.text(Checkout.file("deployment", "pom.xml")))
                .contains("<artifactId>lifeboat-%s</artifactId>".formatted(function));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itHasEventsToBeTestedWith(String function) throws IOException {
        Path folder = Checkout.file("events", function);
        assertThat(folder).isDirectory();
        try (Stream<Path> events = Files.list(folder)) {
            List<Path> files = events.toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                assertThat(new JsonMapper().readTree(Checkout.text(file)).isObject())
                        .as(file.toString())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsFailuresGoSomewhere(String function) {
        JsonNode config = block(function, "EventInvokeConfig");
        assertThat(config.at("/DestinationConfig/OnFailure/Destination").asText())
                .isEqualTo(stack.arn(function.equals(ALERTS) ? "UnreportedQueue" : Checkout.logicalName(ALERTS)));
        assertThat(config.path("MaximumRetryAttempts").asInt()).isEqualTo(function.equals(WORKER) ? 0 : 2);
        assertThat(config.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(function.equals(ALERTS) ? 21600 : 3600);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsAlarmCountsErrorsThrottlesAndLongRuns(String function) {
        JsonNode alarm = block(function, "Alarm");
        int limit = block(function, "").path("Timeout").asInt();
        assertThat(alarm.path("AlarmName").asText()).isEqualTo("lifeboat-" + function);
        assertThat(alarm.path("AlarmActions")).extracting(JsonNode::asText).containsExactly(stack.arn("AlertsTopic"));
        assertThat(alarm.path("OKActions")).extracting(JsonNode::asText).containsExactly(stack.arn("AlertsTopic"));
        assertThat(alarm.at("/Metrics/0/Expression").asText())
                .isEqualTo("FILL(errors, 0) + FILL(throttles, 0) + IF(FILL(duration, 0) > %d, 1, 0)", limit * 900);
        for (Map.Entry<Integer, String> metric :
                Map.of(1, "Errors", 2, "Throttles", 3, "Duration").entrySet()) {
            JsonNode watched = alarm.at("/Metrics/%d/MetricStat/Metric".formatted(metric.getKey()));
            assertThat(watched.path("Namespace").asText()).isEqualTo("AWS/Lambda");
            assertThat(watched.path("MetricName").asText()).isEqualTo(metric.getValue());
            assertThat(watched.at("/Dimensions/0/Value").asText())
                    .isEqualToIgnoringCase(Checkout.logicalName(function));
        }
    }

    @Test
    void everyFunctionOfTheTemplateIsAModule() {
        assertThat(stack.resources().entrySet().stream()
                        .filter(resource ->
                                resource.getValue().path("Type").asText().equals("AWS::Lambda::Function"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        Checkout.functions().stream().map(Checkout::logicalName).toList());
    }
}
