package dev.lifeboat.crypto;

import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What lies decrypted in a packet of integrity protected data, version 1. It ends, by returning -1, only when the
 * modification detection code at its end was right; the last bytes before it are handed out only then, too.
 */
final class ProtectedInput extends InputStream {
    private static final int PREFIX = 18;
    private static final int TRAILER = 22;

    private final PacketInput body;
    private final Message message;
    private final Supplier<LifeboatException> wrongKey;
    private final Cfb cipher;
    private final MessageDigest digest = Digests.sha1();
    private final byte[] buffer = new byte[(64 << 10) + TRAILER];
    private int position;
    private int end;
    private int held;
    private boolean begun;
    private boolean verified;

    /**
     * @param wrongKey what is thrown where the first bytes show that the key is not the message's
     */
    ProtectedInput(PacketInput body, SessionKey key, Message message, Supplier<LifeboatException> wrongKey)
            throws IOException {
        this.body = body;
        this.message = message;
        this.wrongKey = wrongKey;
        this.cipher = Cfb.decrypting(key);
        if (body.read() != 1) {
            throw message.damaged("its encryption is not of version 1");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (position == end && !verified) {
            fill();
        }
        if (position == end) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
    }

    /** Decrypts the next buffer; its last 22 bytes may be the trailer and are held back. */
    private void fill() throws IOException {
        System.arraycopy(buffer, end, buffer, 0, held);
        int count = body.readNBytes(buffer, held, buffer.length - held);
        cipher.apply(buffer, held, count);
        int total = held + count;
        if (total < (begun ? TRAILER : PREFIX + TRAILER)) {
            throw message.cutOff();
        }
        position = 0;
        if (!begun) {
            begin();
        }
        end = total - TRAILER;
        held = TRAILER;
        digest.update(buffer, 0, end);
        if (total < buffer.length) {
            verify();
        }
    }

    private void begin() {
        if (buffer[16] != buffer[14] || buffer[17] != buffer[15]) {
            throw wrongKey.get();
        }
        begun = true;
        position = PREFIX;
    }

    private void verify() {
        digest.update(buffer, end, 2);
        byte[] expected = digest.digest();
        byte[] seen = Arrays.copyOfRange(buffer, end + 2, end + TRAILER);
        if (buffer[end] != (byte) 0xD3 || buffer[end + 1] != 20 || !MessageDigest.isEqual(expected, seen)) {
            throw message.damaged("its integrity code does not match");
        }
        verified = true;
    }
}
