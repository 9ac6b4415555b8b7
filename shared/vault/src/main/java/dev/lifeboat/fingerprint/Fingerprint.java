package dev.lifeboat.fingerprint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The sum, modulo 2^128, of the XXH3-128 hashes (seed 0) of rows in COPY text form without their newline.
 *
 * <p>It does not depend on the order of the rows, so parallel loading leaves it as it is, and the fingerprints of the
 * parts of a table add up to that of the whole. Equal rows count as often as they occur. It guards against accident and
 * defect, not against somebody who can choose the rows; and it tells of the rows, so it is never stored in clear.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Fingerprint(long high, long low) {
    /** Of no rows at all. */
    public static final Fingerprint NONE = new Fingerprint(0, 0);

    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{32}");

    /** Reads 32 lowercase hexadecimal digits, the upper half first. */
    @JsonCreator
    public static Fingerprint parse(String text) {
        if (!GRAMMAR.matcher(text).matches()) {
            throw new IllegalArgumentException("a fingerprint is 32 lowercase hexadecimal digits, not " + text);
        }
        return new Fingerprint(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /** The fingerprint of these rows and those together. */
    public Fingerprint plus(Fingerprint other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Fingerprint(high + other.high + carry, sum);
    }

    @JsonValue
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
