package dev.lifeboat.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.regex.Pattern;

/**
 * The name of an object in a store: components of {@code A-Z a-z 0-9 . _ -}, joined by {@code /}.
 *
 * <p>A component has 1 to 200 characters and begins with a letter or a digit, so that no key can climb out of a
 * directory, hide, or clash with a store's own temporary names; a key has at most 900 characters.
 */
public record ObjectKey(@JsonValue String value) implements Comparable<ObjectKey> {
    private static final Pattern GRAMMAR =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}(/[A-Za-z0-9][A-Za-z0-9._-]{0,199})*");
    private static final int MAX_LENGTH = 900;

    @JsonCreator
    public ObjectKey {
        if (!isKey(value)) {
            throw new LifeboatException(
                    ErrorCode.KEY_INVALID,
                    "object key %s is not one that Lifeboat writes: it is not read"
                            .formatted(value.length() > MAX_LENGTH ? "of " + value.length() + " characters" : value),
                    "the document that names it was not written by Lifeboat; do not trust this store");
        }
    }

    /** Whether a text is the key that an object can have. */
    public static boolean isKey(String value) {
        return value.length() <= MAX_LENGTH && GRAMMAR.matcher(value).matches();
    }

    /** This key followed by another component or several, such as {@code data/0000/000001.copy.zst.pgp}. */
    public ObjectKey child(String suffix) {
        return new ObjectKey(value + "/" + suffix);
    }

    /** The last component. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
