package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A binary OpenPGP message under a {@link DataSecret}: what every object is. {@code gpg --batch --passphrase-file ...
 * --decrypt} reads it.
 *
 * <p>AES-256, integrity protected data of version 1 (GnuPG 2.2 reads no other), no compression. The secret is random, so
 * the S2K has the smallest count.
 */
public final class SymmetricMessage {
    private static final int VERSION_4 = 4;
    private static final int ITERATED_AND_SALTED = 3;
    private static final int SALT_LENGTH = 8;
    private static final int COUNT_1024 = 0;
    private static final int SESSION_PACKET_LENGTH = 13;

    private SymmetricMessage() {}

    /**
     * Encrypts what is written. Closing the stream finishes the message and leaves {@code to} open: an object is then
     * committed or discarded by whoever created it. A message that was not finished is refused by every reader.
     */
    public static OutputStream encrypting(OutputStream to, DataSecret secret) throws IOException {
        byte[] salt = new byte[SALT_LENGTH];
        new SecureRandom().nextBytes(salt);
        to.write(new byte[] {
            (byte) (0xC0 | Packets.PASSPHRASE_SESSION),
            SESSION_PACKET_LENGTH,
            VERSION_4,
            Packets.AES_256,
            ITERATED_AND_SALTED,
            Packets.SHA_256
        });
        to.write(salt);
        to.write(COUNT_1024);
        return new ProtectedOutput(to, SessionKey.ofPassphrase(secret.text(), salt, COUNT_1024));
    }

    /**
     * Decrypts a message. The stream ends, by returning -1, only after the integrity code was right and the message ended
     * where it should; what was read before is to be used only when that end was seen. Closing it closes {@code from}.
     *
     * @param what what is read, for errors: {@code object shop/backups/.../000042.copy.zst.pgp}
     * @throws LifeboatException KEY_WRONG if the secret is not the message's; MESSAGE_DAMAGED, also from reading, if the
     *     message is not exactly as {@link #encrypting} writes it
     */
    public static InputStream decrypting(InputStream from, DataSecret secret, String what) throws IOException {
        Message message = new Message(what);
        InputStream buffered = new BufferedInputStream(from);
        SessionKey key = readSessionKey(next(buffered, message, Packets.PASSPHRASE_SESSION), secret, message);
        PacketInput data = next(buffered, message, Packets.PROTECTED_DATA);
        ProtectedInput decrypted = new ProtectedInput(data, key, message, () -> wrongSecret(what));
        return new LiteralInput(buffered, decrypted, message);
    }

    private static PacketInput next(InputStream from, Message message, int tag) throws IOException {
        PacketInput packet = PacketInput.next(from, message).orElseThrow(message::cutOff);
        if (packet.tag() != tag) {
            throw message.damaged(
                    "it holds %s where %s should be".formatted(Packets.name(packet.tag()), Packets.name(tag)));
        }
        return packet;
    }

    private static SessionKey readSessionKey(PacketInput packet, DataSecret secret, Message message)
            throws IOException {
        byte[] body = packet.readNBytes(SESSION_PACKET_LENGTH + 1);
        if (body.length != SESSION_PACKET_LENGTH
                || body[0] != VERSION_4
                || body[1] != Packets.AES_256
                || body[2] != ITERATED_AND_SALTED
                || body[3] != Packets.SHA_256) {
            throw message.damaged("its key is not AES-256 by an iterated and salted SHA-256");
        }
        byte[] salt = Arrays.copyOfRange(body, 4, 4 + SALT_LENGTH);
        return SessionKey.ofPassphrase(secret.text(), salt, body[4 + SALT_LENGTH] & 0xFF);
    }

    private static LifeboatException wrongSecret(String what) {
        return new LifeboatException(
                ErrorCode.KEY_WRONG,
                "%s was encrypted under another data secret, or its first bytes are damaged: it cannot be decrypted"
                        .formatted(what),
                "read it from another copy of this store; if that fails too, its manifest names the wrong secret: use"
                        + " another backup");
    }
}
