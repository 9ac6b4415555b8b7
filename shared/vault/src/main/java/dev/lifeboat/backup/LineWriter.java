package dev.lifeboat.backup;

import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.stream.ObjectWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a document of JSON lines, from any thread. */
final class LineWriter implements AutoCloseable {
    private final ObjectWriter out;
    private @Nullable RuntimeException failure;

    LineWriter(ObjectWriter out) {
        this.out = out;
    }

    synchronized void write(Object line) {
        byte[] json = (StrictJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        if (failure != null) {
            throw failure;
        }
        try {
            out.write(json, 0, json.length);
        } catch (RuntimeException e) {
            // An upload that failed says to the next writer no more than that it has ended.
            failure = e;
            throw e;
        }
    }

    synchronized Checksums finish() {
        return out.finish();
    }

    @Override
    public synchronized void close() {
        out.close();
    }
}
