package dev.lifeboat.crypto;

/** The tags of the OpenPGP packets that Lifeboat's messages consist of, and how lengths are written. */
final class Packets {
    static final int PUBLIC_KEY_SESSION = 1;
    static final int SIGNATURE = 2;
    static final int PASSPHRASE_SESSION = 3;
    static final int LITERAL = 11;
    static final int PROTECTED_DATA = 18;

    static final int AES_256 = 9;
    static final int SHA_256 = 8;

    private Packets() {}

    /** A definite length in the new packet format (RFC 4880, 4.2.2). */
    static int[] length(int length) {
        if (length < 192) {
            return new int[] {length};
        }
        if (length < 8384) {
            return new int[] {((length - 192) >> 8) + 192, (length - 192) & 0xFF};
        }
        return new int[] {0xFF, length >>> 24, (length >> 16) & 0xFF, (length >> 8) & 0xFF, length & 0xFF};
    }

    /** What a packet is called in errors. */
    static String name(int tag) {
        return switch (tag) {
            case PUBLIC_KEY_SESSION -> "a key for a recipient";
            case SIGNATURE -> "a signature";
            case PASSPHRASE_SESSION -> "a key for a passphrase";
            case 8 -> "compressed data";
            case 9 -> "encrypted data without an integrity code";
            case LITERAL -> "plain data";
            case PROTECTED_DATA -> "encrypted data";
            case 20 -> "encrypted data of GnuPG's own kind";
            default -> "a packet of type " + tag;
        };
    }
}
