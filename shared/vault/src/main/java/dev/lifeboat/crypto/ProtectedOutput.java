package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Writes the encrypted half of a message: integrity protected data of version 1 under AES-256, in it one literal data
 * packet, not compressed, and the modification detection code (RFC 4880, 5.13 and 5.14).
 *
 * <p>Closing it finishes the message and leaves the stream beneath open; a message that is not closed is cut off, and
 * every reader refuses it.
 */
final class ProtectedOutput extends OutputStream {
    private static final byte[] VERSION_1 = {1};
    private static final byte[] BINARY_NO_NAME_NO_DATE = {'b', 0, 0, 0, 0, 0};
    private static final byte[] INTEGRITY_HEADER = {(byte) 0xD3, 20};

    private final OutputStream to;
    private final Hashed hashed;
    private final PacketOutput literal;

    ProtectedOutput(OutputStream to, SessionKey key) throws IOException {
        this.to = to;
        Cfb cipher = Cfb.encrypting(key);
        hashed = new Hashed(new PacketOutput(to, Packets.PROTECTED_DATA, VERSION_1, cipher::apply));
        hashed.write(randomPrefix());
        literal = new PacketOutput(hashed, Packets.LITERAL, BINARY_NO_NAME_NO_DATE, PacketOutput.Transformation.NONE);
    }

    /** One random block and its last two bytes again, by which readers know a wrong key. */
    private static byte[] randomPrefix() {
        byte[] block = new byte[16];
        new SecureRandom().nextBytes(block);
        byte[] prefix = Arrays.copyOf(block, 18);
        prefix[16] = block[14];
        prefix[17] = block[15];
        return prefix;
    }

    @Override
    public void write(int b) throws IOException {
        literal.write(b);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        literal.write(buffer, offset, length);
    }

    /** Passes on to the stream beneath; what is less than a chunk stays here until the message is closed. */
    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        literal.close();
        hashed.close();
        to.flush();
    }

    /** All that is encrypted, hashed on its way; closing it appends the code. */
    private static final class Hashed extends OutputStream {
        private final PacketOutput data;
        private final MessageDigest digest = Digests.sha1();
        private boolean closed;

        Hashed(PacketOutput data) {
            this.data = data;
        }

        @Override
        public void write(int b) throws IOException {
            digest.update((byte) b);
            data.write(b);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            digest.update(buffer, offset, length);
            data.write(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                write(INTEGRITY_HEADER);
                data.write(digest.digest());
                data.close();
            }
        }
    }
}
