package dev.lifeboat.postgres.connect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as libpq reads it: {@code %00} and broken escapes are errors, {@code +} is a plus. */
final class PercentEncoding {
    private PercentEncoding() {}

    static String decode(String part, String what) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                plain.write(escaped(bytes, i, what));
                i += 2;
            } else {
                plain.write(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ConnectionUri.malformed("the %s is not UTF-8 once decoded".formatted(what), e);
        }
    }

    private static int escaped(byte[] bytes, int at, String what) {
        boolean complete =
                at + 2 < bytes.length && HexFormat.isHexDigit(bytes[at + 1]) && HexFormat.isHexDigit(bytes[at + 2]);
        int value = complete ? HexFormat.fromHexDigit(bytes[at + 1]) * 16 + HexFormat.fromHexDigit(bytes[at + 2]) : 0;
        if (value == 0) {
            throw ConnectionUri.malformed(
                    "the %s holds a %% without two hexadecimal digits, or %%00".formatted(what), null);
        }
        return value;
    }
}
