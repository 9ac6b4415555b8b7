package dev.lifeboat.lambda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, which may lack anything.
 *
 * @param value as Lambda reads JSON: a map, a list, a text, a number, a truth or nothing
 */
record Fields(@Nullable Object value) {
    /** A field; nothing where there is none. */
    Fields at(String name) {
        return new Fields(value instanceof Map<?, ?> fields ? fields.get(name) : null);
    }

    Optional<String> text(String name) {
        return at(name).value() instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean has(String name, String text) {
        return text(name).equals(Optional.of(text));
    }

    /** A whole number, as which JSON's arrive in several Java types. */
    Optional<Integer> number(String name) {
        return at(name).value() instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }

    /** The elements of a list; none where there is none. */
    List<Fields> elements(String name) {
        return at(name).value() instanceof List<?> list
                ? list.stream().map(element -> new Fields(element)).toList()
                : List.of();
    }
}
