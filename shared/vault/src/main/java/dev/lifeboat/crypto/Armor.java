package dev.lifeboat.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** ASCII armor without headers, exactly as GnuPG writes it (RFC 4880, 6.2): the one form that is written and read. */
enum Armor {
    MESSAGE("PGP MESSAGE"),
    SIGNATURE("PGP SIGNATURE"),
    PUBLIC_KEY("PGP PUBLIC KEY BLOCK"),
    PRIVATE_KEY("PGP PRIVATE KEY BLOCK");

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final String label;

    Armor(String label) {
        this.label = label;
    }

    /** The line that armor of this kind begins with, without its line feed. */
    String firstLine() {
        return "-----BEGIN " + label + "-----";
    }

    private String lastLine() {
        return "-----END " + label + "-----";
    }

    String encode(byte[] bytes) {
        return firstLine() + "\n\n" + LINES.encodeToString(bytes) + "\n" + checksumLine(bytes) + "\n" + lastLine()
                + "\n";
    }

    /** Only what {@link #encode} gives for some bytes is read; anything else is empty. */
    Optional<byte[]> decode(String text) {
        String head = firstLine() + "\n\n";
        int checksum = text.lastIndexOf("\n=");
        if (!text.startsWith(head) || checksum < head.length()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(text.substring(head.length(), checksum).replace("\n", ""));
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The CRC-24 of RFC 4880, 6.1: against slips of copying, not against anybody. */
    private static String checksumLine(byte[] bytes) {
        int crc = 0xB704CE;
        for (byte octet : bytes) {
            crc ^= (octet & 0xFF) << 16;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x800000) == 0 ? crc << 1 : (crc << 1) ^ 0x1864CFB;
            }
        }
        byte[] octets = {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
        return "=" + new String(Base64.getEncoder().encode(octets), StandardCharsets.US_ASCII);
    }
}
