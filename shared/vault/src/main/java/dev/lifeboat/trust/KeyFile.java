package dev.lifeboat.trust;

/**
 * A file that {@code init} gives to whoever runs it.
 *
 * @param name such as {@code owner.secret.asc}
 * @param content armored text
 * @param secret whether only its owner may read it
 */
public record KeyFile(String name, String content, boolean secret) {
    /** Says nothing of the content, so that no log can. */
    @Override
    public String toString() {
        return "KeyFile[%s]".formatted(name);
    }
}
