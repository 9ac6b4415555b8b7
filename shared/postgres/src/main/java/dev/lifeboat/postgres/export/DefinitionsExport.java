package dev.lifeboat.postgres.export;

import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.stream.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;

/** Writes what pg_dump and pg_dumpall wrote, as psql and pg_restore read it. What was written before a failure must not be used. */
public final class DefinitionsExport {
    private DefinitionsExport() {}

    /** Writes the script of roles and tablespaces, for psql. */
    public static void globals(RestoreSource source, OutputStream out) throws IOException {
        try (ObjectReader globals = source.reader().open(source.index().schema().globals())) {
            globals.transferTo(out);
        }
    }

    /** Writes the schema's archive, for pg_restore. */
    public static void archive(RestoreSource source, OutputStream out) throws IOException {
        try (ObjectReader archive =
                source.reader().openUncompressed(source.index().schema().archive())) {
            archive.transferTo(out);
        }
    }
}
