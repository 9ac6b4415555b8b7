package dev.lifeboat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CloudFormation's own functions, as far as the template uses them.
 *
 * @param values of parameters and pseudo parameters
 * @param conditions whether one holds
 */
record Intrinsics(Map<String, JsonNode> values, Names names, Predicate<String> conditions) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    /** The same with every function applied; empty for AWS::NoValue. */
    Optional<JsonNode> resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JSON.arrayNode();
            node.forEach(element -> resolve(element).ifPresent(list::add));
            return Optional.of(list);
        }
        if (!node.isObject()) {
            return Optional.of(node);
        }
        if (node.size() == 1) {
            Map.Entry<String, JsonNode> only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return apply(only.getKey(), only.getValue());
            }
        }
        ObjectNode object = JSON.objectNode();
        node.properties()
                .forEach(field -> resolve(field.getValue()).ifPresent(value -> object.set(field.getKey(), value)));
        return Optional.of(object);
    }

    private Optional<JsonNode> apply(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> reference(argument.asText());
            case "Fn::GetAtt" -> Optional.of(JSON.textNode(attribute(argument)));
            case "Fn::Sub" -> Optional.of(JSON.textNode(substituted(argument.asText())));
            case "Fn::Join" -> Optional.of(JSON.textNode(joined(argument)));
            case "Fn::Split" -> Optional.of(split(argument));
            case "Fn::If" ->
                resolve(argument.get(conditions.test(argument.get(0).asText()) ? 1 : 2));
            default -> throw new AssertionError("%s is not applied here".formatted(function));
        };
    }

    private Optional<JsonNode> reference(String name) {
        if (name.equals("AWS::NoValue")) {
            return Optional.empty();
        }
        JsonNode value = values.get(name);
        return Optional.of(value == null ? JSON.textNode(names.reference(name)) : value);
    }

    private String attribute(JsonNode argument) {
        return names.attribute(argument.get(0).asText(), argument.get(1).asText());
    }

    private String substituted(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1))));
    }

    private String variable(String name) {
        String[] parts = name.split("\\.", 2);
        return parts.length == 2
                ? names.attribute(parts[0], parts[1])
                : reference(name).orElseThrow().asText();
    }

    private ArrayNode split(JsonNode argument) {
        ArrayNode parts = JSON.arrayNode();
        String text = resolve(argument.get(1)).orElseThrow().asText();
        for (String part : text.split(Pattern.quote(argument.get(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private String joined(JsonNode argument) {
        return resolve(argument.get(1))
                .orElseThrow()
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.joining(argument.get(0).asText()));
    }
}
