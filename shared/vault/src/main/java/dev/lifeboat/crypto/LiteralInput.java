package dev.lifeboat.crypto;

import java.io.IOException;
import java.io.InputStream;

/**
 * The plain bytes of a message that holds one literal data packet and nothing else. It ends, by returning -1, only when
 * the integrity code was right and the message ends there.
 *
 * <p>Closing it closes the stream that the message is read from.
 */
final class LiteralInput extends InputStream {
    private final InputStream from;
    private final ProtectedInput decrypted;
    private final PacketInput literal;
    private final Message message;
    private boolean ended;

    LiteralInput(InputStream from, ProtectedInput decrypted, Message message) throws IOException {
        this.from = from;
        this.decrypted = decrypted;
        this.message = message;
        literal = PacketInput.next(decrypted, message).orElseThrow(message::cutOff);
        if (literal.tag() != Packets.LITERAL) {
            throw message.damaged("it holds %s where plain data should be".formatted(Packets.name(literal.tag())));
        }
        readHeader();
    }

    private void readHeader() throws IOException {
        if (literal.read() != 'b') {
            throw message.damaged("its plain data is not marked as binary");
        }
        int nameAndDate = literal.read() + 4;
        if (nameAndDate < 4 || literal.readNBytes(nameAndDate).length < nameAndDate) {
            throw message.cutOff();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = literal.read(buffer, offset, length);
        if (count < 0 && !ended) {
            requireEnd();
            ended = true;
        }
        return count;
    }

    private void requireEnd() throws IOException {
        if (decrypted.read() >= 0) {
            throw message.damaged("it holds more than its plain data");
        }
        if (from.read() >= 0) {
            throw message.damaged("bytes follow its end");
        }
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
