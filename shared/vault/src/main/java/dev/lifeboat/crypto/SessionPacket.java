package dev.lifeboat.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** The key of a message, encrypted to one recipient: a packet of version 3 (RFC 4880, 5.1). */
final class SessionPacket {
    private static final int MAX_LENGTH = 8 << 10;
    private static final int VERSION_3 = 3;
    private static final int KEY_ID_END = 9;

    private final byte[] body;

    private SessionPacket(byte[] body) {
        this.body = body;
    }

    static SessionPacket read(PacketInput packet, Message message) throws IOException {
        byte[] body = packet.readNBytes(MAX_LENGTH + 1);
        if (body.length <= KEY_ID_END || body.length > MAX_LENGTH || body[0] != VERSION_3) {
            throw message.damaged("its key for a recipient is not of version 3");
        }
        return new SessionPacket(body);
    }

    private long keyId() {
        return ByteBuffer.wrap(body, 1, Long.BYTES).getLong();
    }

    /** The recipient, for people. */
    String recipient(UnaryOperator<String> of) {
        return keyId() == 0
                ? "a hidden recipient"
                : of.apply(HexFormat.of().withUpperCase().toHexDigits(keyId()));
    }

    /** Whether one of the private keys is the recipient that the packet names. */
    boolean names(PrivateKeys keys) {
        return keyId() != 0 && !keys.candidates(keyId()).isEmpty();
    }

    /** The message's key, if one of the private keys opens it and it is an AES-256 key. */
    Optional<SessionKey> open(PrivateKeys keys) {
        return keys.candidates(keyId()).stream()
                .flatMap(candidate -> open(candidate).stream())
                .findFirst();
    }

    private Optional<SessionKey> open(PrivateKeys.Unlocked candidate) {
        try {
            PGPSessionKey key = parsed().getSessionKey(new BcPublicKeyDataDecryptorFactory(candidate.pair()));
            return key.getAlgorithm() == Packets.AES_256 && key.getKey().length == SessionKey.LENGTH
                    ? Optional.of(new SessionKey(key.getKey()))
                    : Optional.empty();
        } catch (PGPException | IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Bouncy Castle reads such a packet only before encrypted data, so an empty one follows it. */
    private PGPPublicKeyEncryptedData parsed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xC0 | Packets.PUBLIC_KEY_SESSION);
        for (int octet : Packets.length(body.length)) {
            bytes.write(octet);
        }
        bytes.write(body);
        bytes.write(new byte[] {(byte) (0xC0 | Packets.PROTECTED_DATA), 1, 1});
        return (PGPPublicKeyEncryptedData) new PGPEncryptedDataList(bytes.toByteArray()).get(0);
    }
}
