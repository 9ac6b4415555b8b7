package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.stream.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The schema archive as a private temporary file, for pg_restore's jobs each read a part of it. It can hold a subscription's
 * password, so only its owner may read it, and it goes when the restore ends.
 */
final class SchemaFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Path file;

    private SchemaFile(Path folder) {
        this.folder = folder;
        file = folder.resolve("schema.pgdump");
    }

    /** Writes the archive; the file stands only if everything in it was right. */
    static SchemaFile of(ObjectReader archive) {
        try {
            SchemaFile schema = new SchemaFile(Files.createTempDirectory("lifeboat-"));
            try (archive) {
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

    /** A temporary folder is private (POSIX 0700), and so is all in it. */
    private void write(ObjectReader archive) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = archive.read(buffer, 0, BUFFER); read >= 0; read = archive.read(buffer, 0, BUFFER)) {
                out.write(buffer, 0, read);
            }
        }
    }

    Path archive() {
        return file;
    }

    /** A file for the lines of the entries to restore. */
    Path entryList() {
        return folder.resolve("entries");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(entryList());
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static LifeboatException unusable(IOException cause) {
        return new LifeboatException(
                ErrorCode.FILE_UNUSABLE,
                "the schema archive cannot be written to or removed from the folder for temporary files (%s)"
                        .formatted(cause.getClass().getSimpleName()),
                "free some space there, or name another folder in TMPDIR and in JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=...",
                cause);
    }
}
