package dev.lifeboat.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names of files that are not objects yet. They begin with a dot, as no key can, so a listing never shows them; what a
 * killed writer leaves under one is harmless and nothing reads it.
 */
final class TemporaryName {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = ".tmp-";
    private static final Pattern NAME = Pattern.compile("\\.tmp-[0-9a-f]{16}(-link)?");

    private TemporaryName() {}

    /** A new name in a folder, such as {@code .tmp-0123456789abcdef}. */
    static Path in(Path folder) {
        return folder.resolve(PREFIX + HexFormat.of().toHexDigits(RANDOM.nextLong()));
    }

    static boolean is(String name) {
        return NAME.matcher(name).matches();
    }
}
