package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.stream.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The schema archive as a private temporary file, for pg_restore's jobs each read a part of it. It can hold a subscription's
 * password: only its owner may read it, and it goes when the restore ends.
 */
final class SchemaFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final NamelessFile archive;
    private final NamelessFile entries;
    private List<String> chosen = List.of();

    private SchemaFile(NamelessFile archive, NamelessFile entries) {
        this.archive = archive;
        this.entries = entries;
    }

    /** Writes the archive; the file stands only if everything in it was right. */
    static SchemaFile of(ObjectReader archive) {
        try (archive) {
            SchemaFile schema = new SchemaFile(NamelessFile.create(), NamelessFile.create());
            try {
                schema.write(archive);
                return schema;
            } catch (IOException | RuntimeException e) {
                schema.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void write(ObjectReader stored) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = archive.output()) {
            for (int read = stored.read(buffer, 0, BUFFER); read >= 0; read = stored.read(buffer, 0, BUFFER)) {
                out.write(buffer, 0, read);
            }
        }
    }

    Path archive() {
        return archive.path();
    }

    /** Writes the lines of the entries to restore, in the place of earlier ones. */
    void choose(List<String> lines) throws IOException {
        chosen = List.copyOf(lines);
        try (OutputStream out = entries.output()) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The lines that were chosen last, none if none were. */
    List<String> chosen() {
        return chosen;
    }

    /** The file with the lines that were chosen. */
    Path entryList() {
        return entries.path();
    }

    @Override
    public void close() {
        try {
            entries.close();
            archive.close();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static LifeboatException unusable(IOException cause) {
        return new LifeboatException(
                ErrorCode.FILE_UNUSABLE,
                "the schema archive cannot be written to or removed from the folder for temporary files (%s): the schema is not restored whole"
                        .formatted(cause.getClass().getSimpleName()),
                "free some space there, or name another folder in TMPDIR and in JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=...",
                cause);
    }
}
