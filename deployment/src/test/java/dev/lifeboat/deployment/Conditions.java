package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Which of the template's conditions hold.
 *
 * @param resolve applies functions such as Ref to a value
 */
record Conditions(Map<String, JsonNode> all, Function<JsonNode, JsonNode> resolve) {
    boolean holds(String name) {
        return evaluate(Objects.requireNonNull(all.get(name), name));
    }

    /** One of the template's rules, or of its conditions. */
    boolean evaluate(JsonNode condition) {
        Map.Entry<String, JsonNode> only = condition.properties().iterator().next();
        JsonNode argument = only.getValue();
        return switch (only.getKey()) {
            case "Condition" -> holds(argument.asText());
            case "Fn::Equals" ->
                resolve.apply(argument.get(0))
                        .asText()
                        .equals(resolve.apply(argument.get(1)).asText());
            case "Fn::Contains" ->
                resolve.apply(argument.get(0)).valueStream().anyMatch(resolve.apply(argument.get(1))::equals);
            case "Fn::Not" -> !evaluate(argument.get(0));
            case "Fn::And" -> argument.valueStream().allMatch(this::evaluate);
            case "Fn::Or" -> argument.valueStream().anyMatch(this::evaluate);
            default -> throw new AssertionError("%s is not evaluated here".formatted(only.getKey()));
        };
    }
}
