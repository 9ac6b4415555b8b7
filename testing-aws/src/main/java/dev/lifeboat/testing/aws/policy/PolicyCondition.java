package dev.lifeboat.testing.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One condition of a statement.
 *
 * @param values of which one has to hold, or with an operator that denies, all
 */
record PolicyCondition(String operator, String key, List<String> values) {
    static List<PolicyCondition> all(JsonNode json) {
        return json.propertyStream()
                .flatMap(operator -> operator.getValue()
                        .propertyStream()
                        .map(key -> new PolicyCondition(
                                operator.getKey(),
                                key.getKey(),
                                Policies.elements(key.getValue())
                                        .map(JsonNode::asText)
                                        .toList())))
                .toList();
    }

    /** A key that is not set holds only where that is asked, or where it is asked not to be something. */
    boolean holds(Map<String, String> context) {
        Optional<String> set = Optional.ofNullable(context.get(key));
        return switch (operator) {
            case "Null" -> any(value -> value.equals(Boolean.toString(set.isEmpty())));
            case "Bool", "StringEquals" -> set.filter(values::contains).isPresent();
            case "ArnEquals", "ArnLike", "StringLike" ->
                set.filter(text -> any(value -> Wildcard.matches(value, text))).isPresent();
            case "ArnNotEquals" ->
                set.filter(text -> any(value -> Wildcard.matches(value, text))).isEmpty();
            case "NumericGreaterThan" ->
                set.filter(text -> any(value -> new BigDecimal(text).compareTo(new BigDecimal(value)) > 0))
                        .isPresent();
            default -> throw new AssertionError("%s is not evaluated here".formatted(operator));
        };
    }

    private boolean any(Predicate<String> what) {
        return values.stream().anyMatch(what);
    }
}
