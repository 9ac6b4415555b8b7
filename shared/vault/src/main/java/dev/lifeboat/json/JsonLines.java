package dev.lifeboat.json;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Documents of one JSON object a line, each line ended by a newline. */
public final class JsonLines {
    private static final int MAX_LINE = 16 << 20;
    private static final int BUFFER = 64 * 1024;

    private JsonLines() {}

    /**
     * Reads to the end of the stream. What the consumer got is to be relied on only when this returns.
     *
     * @param what what the stream is, for errors
     * @throws LifeboatException DOCUMENT_MALFORMED if a line is not exactly a document of that type
     */
    public static <T> void read(InputStream in, Class<T> type, String what, Consumer<T> consumer) {
        try {
            byte[] buffer = new byte[BUFFER];
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int from = 0;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, from, i - from);
                        consumer.accept(StrictJson.read(text(line, what), type, what));
                        line.reset();
                        from = i + 1;
                    }
                }
                line.write(buffer, from, read - from);
                if (line.size() > MAX_LINE) {
                    throw malformed(what, "has a line of over %d bytes".formatted(MAX_LINE));
                }
            }
            if (line.size() > 0) {
                throw malformed(what, "does not end with a newline");
            }
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.STORE_UNREACHABLE,
                    "%s could not be read to its end: it cannot be used".formatted(what),
                    "look at the store, and repeat the command",
                    e);
        }
    }

    private static String text(ByteArrayOutputStream line, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(what, "is not UTF-8");
        }
    }

    private static LifeboatException malformed(String what, String how) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MALFORMED,
                "%s %s: it cannot be used".formatted(what, how),
                "restore it from another copy of this store, or use another backup");
    }
}
