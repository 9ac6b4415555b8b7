package dev.lifeboat.backup;

import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.stream.ObjectWriter;
import java.nio.charset.StandardCharsets;

/** Writes a document of JSON lines, from any thread. */
final class LineWriter implements AutoCloseable {
    private final ObjectWriter out;

    LineWriter(ObjectWriter out) {
        this.out = out;
    }

    synchronized void write(Object line) {
        byte[] json = (StrictJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(json, 0, json.length);
    }

    synchronized Checksums finish() {
        return out.finish();
    }

    @Override
    public synchronized void close() {
        out.close();
    }
}
