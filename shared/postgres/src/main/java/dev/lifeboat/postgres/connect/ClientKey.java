package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The private key of a client certificate: the driver has to be told its algorithm, and reads PKCS #8 only. */
final class ClientKey {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private ClientKey() {}

    /** {@code RSA}, {@code EC} or {@code EdDSA}. */
    static String algorithm(Path file) {
        byte[] content = read(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Matcher pem = PKCS8.matcher(text);
        if (!pem.find() && text.contains("-----BEGIN")) {
            throw unusable(file, "is PEM, but not unencrypted PKCS #8", null);
        }
        byte[] key = pem.hasMatch() ? Base64.getMimeDecoder().decode(pem.group(1)) : content;
        return List.of("RSA", "EC", "EdDSA").stream()
                .filter(algorithm -> isKey(algorithm, key))
                .findFirst()
                .orElseThrow(() -> unusable(file, "is no RSA, EC or Ed25519 key in PKCS #8", null));
    }

    private static boolean isKey(String algorithm, byte[] pkcs8) {
        try {
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return true;
        } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
            return false;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(file, "cannot be read", e);
        }
    }

    private static LifeboatException unusable(Path file, String why, @Nullable IOException cause) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "client key %s %s: the login would fail".formatted(file, why),
                "convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out new.key, and chmod 0600 new.key".formatted(file),
                cause);
    }
}
