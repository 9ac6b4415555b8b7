package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.regex.Pattern;

/** The short name of one protected system, such as {@code shop}: 1 to 63 of a-z, 0-9 and {@code -}, a letter first. */
public record SourceName(@JsonValue String value) implements Comparable<SourceName> {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    @JsonCreator
    public SourceName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "source name '%s' is not 1 to 63 of a-z, 0-9 and '-' with a letter first: nothing was done"
                            .formatted(value),
                    "choose a short name such as shop");
        }
    }

    @Override
    public int compareTo(SourceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
