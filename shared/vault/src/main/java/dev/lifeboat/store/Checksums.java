package dev.lifeboat.store;

import java.util.regex.Pattern;

/**
 * What identifies the bytes of one stored object.
 *
 * @param bytes how many there are, 0 or more
 * @param sha256 their SHA-256, 64 lowercase hexadecimal digits
 * @param crc32c their CRC-32C (Castagnoli), 8 lowercase hexadecimal digits: what S3 can confirm by itself
 */
public record Checksums(long bytes, String sha256, String crc32c) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CRC32C = Pattern.compile("[0-9a-f]{8}");

    public Checksums {
        require(bytes, sha256, crc32c);
    }

    /** Throws unless these can be one object's; for records that hold them. */
    public static void require(long bytes, String sha256, String crc32c) {
        if (bytes < 0) {
            throw new IllegalArgumentException("an object of %d bytes".formatted(bytes));
        }
        requireSha256(sha256);
        if (!CRC32C.matcher(crc32c).matches()) {
            throw new IllegalArgumentException("CRC-32C is 8 lowercase hexadecimal digits, not " + crc32c);
        }
    }

    /**
     * Makes sure that a text is a SHA-256.
     *
     * @throws IllegalArgumentException if it is not 64 lowercase hexadecimal digits
     */
    public static void requireSha256(String text) {
        if (!SHA256.matcher(text).matches()) {
            throw new IllegalArgumentException("SHA-256 is 64 lowercase hexadecimal digits, not " + text);
        }
    }
}
