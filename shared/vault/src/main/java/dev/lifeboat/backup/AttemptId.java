package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** One try at making a backup: 64 random bits, as 16 lowercase hexadecimal digits. */
public record AttemptId(@JsonValue String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{16}");

    @JsonCreator
    public AttemptId {
        if (!isAttempt(value)) {
            throw new IllegalArgumentException("an attempt is 16 lowercase hexadecimal digits, not " + value);
        }
    }

    static boolean isAttempt(String text) {
        return GRAMMAR.matcher(text).matches();
    }

    public static AttemptId random() {
        byte[] bits = new byte[8];
        new SecureRandom().nextBytes(bits);
        return new AttemptId(HexFormat.of().formatHex(bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
