package dev.lifeboat.trust;

import dev.lifeboat.crypto.GeneratedKey;
import java.util.List;

/**
 * A file that {@code init} gives to whoever runs it.
 *
 * @param name such as {@code owner.secret.asc}
 * @param content armored text
 * @param secret whether only its owner may read it
 */
public record KeyFile(String name, String content, boolean secret) {
    /** The two files of a key: {@code owner.secret.asc} and {@code owner.public.asc}. */
    static List<KeyFile> both(String name, GeneratedKey key) {
        return List.of(
                new KeyFile(name + ".secret.asc", key.secret(), true),
                new KeyFile(name + ".public.asc", key.certificate().armored(), false));
    }

    /** Says nothing of the content, so that no log can. */
    @Override
    public String toString() {
        return "KeyFile[%s]".formatted(name);
    }
}
