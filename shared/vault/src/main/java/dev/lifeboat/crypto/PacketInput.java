package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The body of one OpenPGP packet, of either format, in one piece or in partial lengths. */
final class PacketInput extends InputStream {
    private final InputStream from;
    private final Message message;
    private final int tag;
    private long left;
    private boolean partial;

    private PacketInput(InputStream from, Message message, int header) throws IOException {
        this.from = from;
        this.message = message;
        if ((header & 0x80) == 0) {
            throw message.damaged("it is not an OpenPGP message");
        }
        if ((header & 0x40) == 0) {
            tag = (header >> 2) & 0x0F;
            readOldLength(header & 3);
        } else {
            tag = header & 0x3F;
            readNewLength();
        }
    }

    /** The packet that begins here, empty at the end of the stream. */
    static Optional<PacketInput> next(InputStream from, Message message) throws IOException {
        int header = from.read();
        return header < 0 ? Optional.empty() : Optional.of(new PacketInput(from, message, header));
    }

    int tag() {
        return tag;
    }

    private void readOldLength(int type) throws IOException {
        if (type == 3) {
            throw message.damaged("it holds %s of no stated length".formatted(Packets.name(tag)));
        }
        for (int i = 0; i < 1 << type; i++) {
            left = left << 8 | octet();
        }
    }

    private void readNewLength() throws IOException {
        int first = octet();
        partial = false;
        if (first < 192) {
            left = first;
        } else if (first < 224) {
            left = (first - 192L) * 256 + octet() + 192;
        } else if (first < 255) {
            left = 1L << (first & 0x1F);
            partial = true;
        } else {
            left = (long) octet() << 24 | octet() << 16 | octet() << 8 | octet();
        }
    }

    private int octet() throws IOException {
        int octet = from.read();
        if (octet < 0) {
            throw message.cutOff();
        }
        return octet;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            if (!partial) {
                return -1;
            }
            readNewLength();
        }
        int count = from.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw message.cutOff();
        }
        left -= count;
        return count;
    }
}
