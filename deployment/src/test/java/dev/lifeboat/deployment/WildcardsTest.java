package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever allows more than it names says why, in the Metadata of its resource. */
class WildcardsTest {
    private final Map<String, JsonNode> resources = Template.translated().part("Resources");

    /** All statements of a resource, wherever they are in it. */
    private static List<JsonNode> statements(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        if (node.isObject() && node.has("Effect")) {
            found.add(node);
        }
        node.forEach(inner -> found.addAll(statements(inner)));
        return found;
    }

    private static boolean hasWildcard(JsonNode statement) {
        return List.of("Action", "Resource", "Principal", "Condition").stream()
                .anyMatch(name -> statement.path(name).toString().contains("*"));
    }

    @Test
    void everyWildcardThatAllowsHasAReason() {
        Map<String, Set<String>> wild = new TreeMap<>();
        Map<String, Set<String>> explained = new TreeMap<>();
        resources.forEach((name, resource) -> {
            statements(resource.path("Properties")).stream()
                    .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                    .filter(WildcardsTest::hasWildcard)
                    .forEach(statement -> wild.computeIfAbsent(name, none -> new TreeSet<>())
                            .add(statement.path("Sid").asText()));
            resource.at("/Metadata/Wildcards")
                    .properties()
                    .forEach(reason -> explained
                            .computeIfAbsent(name, none -> new TreeSet<>())
                            .add(reason.getKey()));
        });
        assertThat(wild).isEqualTo(explained).isNotEmpty();
    }

    @Test
    void everyStatementHasANameSoThatItCanBeExplained() {
        resources.forEach((name, resource) -> statements(resource.path("Properties")).stream()
                .filter(statement -> !statement.path("Action").asText().equals("sts:AssumeRole"))
                .forEach(statement ->
                        assertThat(statement.path("Sid").asText()).as(name).isNotEmpty()));
    }

    @Test
    void noStatementIsWrittenByWhatItLeavesOut() {
        resources.forEach((name, resource) -> statements(resource.path("Properties"))
                .forEach(statement -> assertThat(statement.properties().stream().map(Map.Entry::getKey))
                        .as(name)
                        .doesNotContain("NotAction", "NotResource", "NotPrincipal")));
    }

    @Test
    void rolesTakeNoPoliciesOfAws() {
        resources.forEach((name, resource) -> assertThat(
                        resource.at("/Properties/ManagedPolicyArns").toString())
                .as(name)
                .doesNotContain("arn:"));
    }
}
