package dev.lifeboat.postgres.program;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Lines of a stream, of which no more than a bounded part is ever held. */
final class BoundedLines {
    private static final int BYTES_HELD = 64 * 1024;

    private BoundedLines() {}

    /** Gives each line without its end; of a longer one only its first 64 KiB; bytes that are not UTF-8 as U+FFFD. */
    static void read(InputStream stream, Consumer<String> lines) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < BYTES_HELD) {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            lines.accept(line.toString(StandardCharsets.UTF_8));
        }
    }
}
