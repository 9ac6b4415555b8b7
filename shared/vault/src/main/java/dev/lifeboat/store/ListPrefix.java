package dev.lifeboat.store;

/**
 * What {@link ObjectStore#list} is asked for.
 *
 * @param value empty for all objects, or a key and {@code /} for those below it
 */
public record ListPrefix(String value) {
    public ListPrefix {
        if (!value.isEmpty() && !(value.endsWith("/") && ObjectKey.isKey(value.substring(0, value.length() - 1)))) {
            throw new IllegalArgumentException("a prefix is empty, or a key and '/', not '%s'".formatted(value));
        }
    }

    /** The folder that the prefix names, without {@code /} at its end; empty for the whole store. */
    public String folder() {
        return value.isEmpty() ? "" : value.substring(0, value.length() - 1);
    }
}
