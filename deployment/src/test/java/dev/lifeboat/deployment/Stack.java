package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lifeboat.testing.aws.policy.Policies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the template becomes with certain parameters. */
final class Stack {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Template template = Template.translated();
    private final Conditions conditions;
    private final Intrinsics intrinsics;

    private Stack(Map<String, String> parameters, Map<String, String> names) {
        Map<String, String> types = new HashMap<>();
        template.part("Resources")
                .forEach((name, resource) ->
                        types.put(name, resource.path("Type").asText()));
        intrinsics = new Intrinsics(values(parameters), new Names(types, names), this::holds);
        conditions = new Conditions(
                template.part("Conditions"), node -> intrinsics.resolve(node).orElseThrow());
    }

    /** With these parameters, and the others as they are by default. */
    static Stack of(Map<String, String> parameters) {
        return new Stack(parameters, Map.of());
    }

    /** The same with names of resources of the test's choice. */
    static Stack of(Map<String, String> parameters, Map<String, String> names) {
        return new Stack(parameters, names);
    }

    private boolean holds(String condition) {
        return conditions.holds(condition);
    }

    private Map<String, JsonNode> values(Map<String, String> parameters) {
        Map<String, JsonNode> values = new HashMap<>(Names.pseudo(JSON));
        template.part("Parameters").forEach((name, parameter) -> {
            String value =
                    parameters.getOrDefault(name, parameter.path("Default").asText());
            values.put(
                    name,
                    parameter.path("Type").asText().equals("CommaDelimitedList") ? list(value) : JSON.textNode(value));
        });
        parameters.keySet().forEach(name -> Objects.requireNonNull(values.get(name), name));
        return values;
    }

    private static JsonNode list(String text) {
        var list = JSON.arrayNode();
        for (String element : text.split(",", -1)) {
            list.add(element);
        }
        return list;
    }

    /** The resources that it has, with every function of CloudFormation applied. */
    Map<String, JsonNode> resources() {
        return present("Resources");
    }

    /** The same of its outputs. */
    Map<String, JsonNode> outputs() {
        return present("Outputs");
    }

    private Map<String, JsonNode> present(String part) {
        Map<String, JsonNode> present = new TreeMap<>();
        template.part(part).forEach((name, thing) -> {
            if (!thing.has("Condition") || holds(thing.get("Condition").asText())) {
                present.put(name, intrinsics.resolve(thing).orElseThrow());
            }
        });
        return present;
    }

    /** What the template's rules say against these parameters. */
    List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        template.part("Rules").forEach((name, rule) -> {
            if (conditions.evaluate(rule.path("RuleCondition"))) {
                rule.path("Assertions").forEach(assertion -> {
                    if (!conditions.evaluate(assertion.path("Assert"))) {
                        refusals.add(assertion.path("AssertDescription").asText());
                    }
                });
            }
        });
        return refusals;
    }

    JsonNode resource(String name) {
        return Objects.requireNonNull(resources().get(name), name + " is not in this stack");
    }

    JsonNode properties(String resource) {
        return resource(resource).path("Properties");
    }

    /** What an output says. */
    String output(String name) {
        return Objects.requireNonNull(outputs().get(name), name + " is not an output of this stack")
                .path("Value")
                .asText();
    }

    /** What a role's own policies, and those that it shares with others, say. */
    Policies ofRole(String role) {
        JsonNode properties = properties(role);
        Policies all = new Policies(List.of());
        for (JsonNode policy : properties.path("Policies")) {
            all = all.and(Policies.of(policy.path("PolicyDocument")));
        }
        for (JsonNode arn : properties.path("ManagedPolicyArns")) {
            String name = arn.asText().substring(arn.asText().lastIndexOf('/') + 1);
            all = all.and(Policies.of(properties(name).path("PolicyDocument")));
        }
        return all;
    }

    /** What the bucket says to everybody. */
    Policies ofBucket() {
        return Policies.of(properties("BucketPolicy").path("PolicyDocument"));
    }

    String arn(String resource) {
        return intrinsics.names().attribute(resource, "Arn");
    }
}
