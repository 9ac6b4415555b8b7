package dev.lifeboat.postgres.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A document in which one thing was changed.
 *
 * @param what was changed, for people
 */
record Mutation(String what, JsonNode document) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** One for each field at any depth: without it, and with one that nobody knows beside it. */
    static Stream<Mutation> ofFields(JsonNode document) {
        List<Mutation> mutations = new ArrayList<>();
        forEachObject(document, "", path -> {
            JsonNode copy = document.deepCopy();
            ((ObjectNode) copy.at(path)).put("unknown", 1);
            mutations.add(new Mutation("unknown field in '%s'".formatted(path), copy));
            for (Map.Entry<String, JsonNode> field : document.at(path).properties()) {
                JsonNode without = document.deepCopy();
                ((ObjectNode) without.at(path)).remove(field.getKey());
                mutations.add(new Mutation("without '%s/%s'".formatted(path, field.getKey()), without));
            }
        });
        return mutations.stream();
    }

    /** One for each value at any depth and each type of JSON, in its place a value of that type. */
    static Stream<Mutation> ofTypes(JsonNode document) {
        return replacing(
                document,
                value -> List.of(
                        NullNode.instance,
                        BooleanNode.TRUE,
                        LongNode.valueOf(7),
                        TextNode.valueOf(""),
                        TextNode.valueOf("7"),
                        JSON.arrayNode(),
                        JSON.arrayNode().addNull(),
                        JSON.objectNode()));
    }

    /** Some for each text and each number at any depth, in its place a similar one. */
    static Stream<Mutation> ofValues(JsonNode document) {
        return replacing(
                document,
                value -> value.isTextual()
                        ? texts(value.textValue())
                                .<JsonNode>map(TextNode::valueOf)
                                .toList()
                        : numbers(value));
    }

    private static Stream<String> texts(String text) {
        return Stream.of(
                text + "~",
                text + "0",
                " " + text,
                text.toUpperCase(java.util.Locale.ROOT),
                text.toLowerCase(java.util.Locale.ROOT),
                text.isEmpty() ? "x" : text.substring(1),
                text.replace('0', 'O'),
                "../" + text);
    }

    private static List<JsonNode> numbers(JsonNode value) {
        return value.isIntegralNumber()
                ? List.of(
                        LongNode.valueOf(-1),
                        LongNode.valueOf(0),
                        LongNode.valueOf(1L << 32),
                        LongNode.valueOf(value.longValue() + 1),
                        JSON.numberNode(1.5),
                        JSON.numberNode(new java.math.BigInteger("9223372036854775808")))
                : List.of();
    }

    private interface Replacements {
        List<JsonNode> of(JsonNode value);
    }

    private static Stream<Mutation> replacing(JsonNode document, Replacements replacements) {
        List<Mutation> mutations = new ArrayList<>();
        forEachObject(document, "", path -> {
            for (Map.Entry<String, JsonNode> field : document.at(path).properties()) {
                for (JsonNode replacement : replacements.of(field.getValue())) {
                    JsonNode copy = document.deepCopy();
                    ((ObjectNode) copy.at(path)).set(field.getKey(), replacement);
                    mutations.add(new Mutation("%s/%s: %s".formatted(path, field.getKey(), replacement), copy));
                }
            }
        });
        return mutations.stream().filter(mutation -> !mutation.document().equals(document));
    }

    private static void forEachObject(JsonNode node, String path, Consumer<String> paths) {
        switch (node) {
            case ObjectNode object -> {
                paths.accept(path);
                object.properties()
                        .forEach(field -> forEachObject(field.getValue(), path + "/" + field.getKey(), paths));
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    forEachObject(array.get(i), path + "/" + i, paths);
                }
            }
            default -> {}
        }
    }
}
