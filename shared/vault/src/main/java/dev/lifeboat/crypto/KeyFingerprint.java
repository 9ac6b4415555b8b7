package dev.lifeboat.crypto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names one OpenPGP key of version 4, primary or subkey: 40 uppercase hexadecimal digits, as GnuPG's status lines print
 * them.
 */
public record KeyFingerprint(@JsonValue String value) implements Comparable<KeyFingerprint> {
    private static final Pattern GRAMMAR = Pattern.compile("[0-9A-F]{40}");

    @JsonCreator
    public KeyFingerprint {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("a fingerprint is 40 uppercase hexadecimal digits, not " + value);
        }
    }

    /**
     * Reads what a person gives: in any case, with spaces or colons, with or without {@code 0x}.
     *
     * @throws LifeboatException USAGE if that is no fingerprint; a short key id is none, for it can be forged
     */
    public static KeyFingerprint parse(String text) {
        String digits = text.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
        if (!GRAMMAR.matcher(digits).matches()) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "'%s' is not a key's fingerprint of 40 hexadecimal digits: nothing was done".formatted(text),
                    "print it with: gpg --fingerprint");
        }
        return new KeyFingerprint(digits);
    }

    static KeyFingerprint of(byte[] bytes) {
        return new KeyFingerprint(HexFormat.of().withUpperCase().formatHex(bytes));
    }

    /** In ten groups of four, as people compare it. */
    public String grouped() {
        return value.replaceAll("(?<=.)(?=(.{4})+$)", " ");
    }

    @Override
    public int compareTo(KeyFingerprint other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
