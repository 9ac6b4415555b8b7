package dev.lifeboat.testing.aws.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns of policies: {@code *} for any characters, {@code ?} for one. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        String expression = Arrays.stream(pattern.splitWithDelimiters("[*?]", 0))
                .map(part -> switch (part) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(part);
                })
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
    }

    /** Actions are the same in capitals. */
    static boolean matchesAction(String pattern, String action) {
        return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }
}
