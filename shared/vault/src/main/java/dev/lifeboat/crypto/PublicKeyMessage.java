package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * An OpenPGP message to recipients: what an index and a manifest's keys are. Binary, or armored where it is a small text
 * in a document. AES-256, integrity protected data of version 1, no compression.
 */
public final class PublicKeyMessage {
    /** More than so many are not read. */
    public static final int MAX_RECIPIENTS = 100;

    private static final int MAX_ARMORED = 1 << 20;

    private PublicKeyMessage() {}

    /**
     * Encrypts what is written to every recipient. Closing the stream finishes the message and leaves {@code to} open; a
     * message that was not finished is refused by every reader.
     */
    public static OutputStream encrypting(OutputStream to, Collection<EncryptionKey> recipients) throws IOException {
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a message to nobody");
        }
        SessionKey key = SessionKey.random();
        for (EncryptionKey recipient : recipients) {
            to.write(sessionPacket(recipient, key));
        }
        return new ProtectedOutput(to, key);
    }

    private static byte[] sessionPacket(EncryptionKey recipient, SessionKey key) throws IOException {
        try {
            return new BcPublicKeyKeyEncryptionMethodGenerator(recipient.key())
                    .generate(new BcPGPDataEncryptorBuilder(Packets.AES_256).setWithIntegrityPacket(true), key.bytes())
                    .getEncoded();
        } catch (PGPException | RuntimeException e) {
            throw new LifeboatException(
                    ErrorCode.RECIPIENT_UNUSABLE,
                    "recipient key %s cannot be encrypted to: nothing was encrypted".formatted(recipient.fingerprint()),
                    "replace it by a Curve25519 or RSA key",
                    e);
        }
    }

    /**
     * Decrypts a message with whichever of the keys it names. The stream ends, by returning -1, only after the integrity
     * code was right and the message ended where it should; what was read before is to be used only when that end was
     * seen. Closing it closes {@code from}.
     *
     * @param what what is read, for errors: {@code object shop/backups/.../index.jsonl.zst.pgp}
     * @throws LifeboatException KEY_WRONG if none of the keys is a recipient's; MESSAGE_DAMAGED, also from reading, if the
     *     message is not exactly as {@link #encrypting} writes it
     */
    public static InputStream decrypting(InputStream from, PrivateKeys keys, String what) throws IOException {
        return decrypting(from, keys, what, id -> "key " + id);
    }

    private static InputStream decrypting(
            InputStream from, PrivateKeys keys, String what, UnaryOperator<String> recipientOf) throws IOException {
        Message message = new Message(what);
        InputStream buffered = new BufferedInputStream(from);
        List<SessionPacket> recipients = new ArrayList<>();
        PacketInput packet = next(buffered, message);
        while (packet.tag() == Packets.PUBLIC_KEY_SESSION && recipients.size() < MAX_RECIPIENTS) {
            recipients.add(SessionPacket.read(packet, message));
            packet = next(buffered, message);
        }
        if (packet.tag() != Packets.PROTECTED_DATA || recipients.isEmpty()) {
            throw message.damaged("it holds %s where %s should be"
                    .formatted(
                            Packets.name(packet.tag()),
                            Packets.name(recipients.isEmpty() ? Packets.PUBLIC_KEY_SESSION : Packets.PROTECTED_DATA)));
        }
        SessionKey key = sessionKey(recipients, keys, message, recipientOf);
        ProtectedInput decrypted =
                new ProtectedInput(packet, key, message, () -> message.damaged("its first bytes are wrong"));
        return new LiteralInput(buffered, decrypted, message);
    }

    private static PacketInput next(InputStream from, Message message) throws IOException {
        return PacketInput.next(from, message).orElseThrow(message::cutOff);
    }

    private static SessionKey sessionKey(
            List<SessionPacket> recipients, PrivateKeys keys, Message message, UnaryOperator<String> recipientOf) {
        return recipients.stream()
                .flatMap(recipient -> recipient.open(keys).stream())
                .findFirst()
                .orElseThrow(() -> recipients.stream().anyMatch(recipient -> recipient.names(keys))
                        ? message.damaged("its key for a recipient does not open")
                        : wrongKeys(recipients, message.what(), recipientOf));
    }

    private static LifeboatException wrongKeys(
            List<SessionPacket> recipients, String what, UnaryOperator<String> recipientOf) {
        return new LifeboatException(
                ErrorCode.KEY_WRONG,
                "%s is encrypted to %s, and no private key given opens it: it was not read"
                        .formatted(
                                what,
                                recipients.stream()
                                        .map(packet -> packet.recipient(recipientOf))
                                        .collect(Collectors.joining(" and "))),
                "give the private key of one of them; see what a key ring holds with: gpg --list-secret-keys"
                        + " --with-subkey-fingerprint");
    }

    /** A small text as one armored message, for a field of a document. */
    public static String armored(String text, Collection<EncryptionKey> recipients) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encrypting(bytes, recipients)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return Armor.MESSAGE.encode(bytes.toByteArray());
    }

    /**
     * What {@link #armored} encrypted.
     *
     * @throws LifeboatException KEY_WRONG or MESSAGE_DAMAGED, as {@link #decrypting} does
     */
    public static String open(String armored, PrivateKeys keys, String what) {
        return open(armored, keys, what, id -> "key " + id);
    }

    /**
     * The same where more than a key's id is known of the recipients.
     *
     * @param recipientOf describes the recipient of a key by its id, 16 hexadecimal digits
     */
    public static String open(String armored, PrivateKeys keys, String what, UnaryOperator<String> recipientOf) {
        Message message = new Message(what);
        if (armored.length() > MAX_ARMORED) {
            throw message.damaged("it is larger than 1 MiB");
        }
        byte[] bytes = Armor.MESSAGE.decode(armored).orElseThrow(() -> message.damaged("its armor is not intact"));
        try (InputStream in = decrypting(new ByteArrayInputStream(bytes), keys, what, recipientOf)) {
            return Utf8.decode(in.readAllBytes()).orElseThrow(() -> message.damaged("its text is not UTF-8"));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
