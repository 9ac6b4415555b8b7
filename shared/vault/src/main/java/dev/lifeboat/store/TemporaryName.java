package dev.lifeboat.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Names of files that are not objects yet. They begin with a dot, as no key can, so a listing never shows them; what a
 * killed writer leaves under one is harmless and nothing reads it.
 */
final class TemporaryName {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TemporaryName() {}

    /** A new name in a folder, such as {@code .tmp-0123456789abcdef}. */
    static Path in(Path folder) {
        return folder.resolve(".tmp-" + HexFormat.of().toHexDigits(RANDOM.nextLong()));
    }
}
