package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Tells one catalog from every other, drawn by {@code init}: 128 random bits, as 32 lowercase hexadecimal digits. A
 * document that lies in a catalog which is not its own is refused.
 */
public record CatalogId(@JsonValue String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{32}");

    @JsonCreator
    public CatalogId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("a catalog is 32 lowercase hexadecimal digits, not " + value);
        }
    }

    public static CatalogId random() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return new CatalogId(HexFormat.of().formatHex(bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
