package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.SchemaEntry;
import dev.lifeboat.stream.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Stores what pg_dump and pg_dumpall write, as it comes. */
final class DefinitionsCopy {
    private static final String ARCHIVE = "schema.pgdump.pgp";
    private static final String GLOBALS = "globals.sql.zst.pgp";

    private final Definitions definitions;
    private final BackupOptions options;
    private final ConsistentSnapshot snapshot;
    private volatile boolean cancelled;

    DefinitionsCopy(Definitions definitions, BackupOptions options, ConsistentSnapshot snapshot) {
        this.definitions = definitions;
        this.options = options;
        this.snapshot = snapshot;
    }

    void store(BackupAttempt attempt, boolean subscriptions) {
        try (ObjectWriter archive = attempt.openNamed(ARCHIVE);
                ObjectWriter globals = attempt.openNamedCompressed(GLOBALS)) {
            definitions.writeSchema(snapshot.name(), options.lockTimeout(), subscriptions, new Guarded(archive));
            attempt.finish(archive);
            definitions.writeGlobals(!options.omit().contains(Omission.ROLE_PASSWORDS), new Guarded(globals));
            attempt.finish(globals);
            attempt.describe(List.of(
                    new SchemaEntry(archive.key(), globals.key(), definitions.version(), definitions.matchesServer())));
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.PROGRAM_FAILED,
                    "the output of pg_dump or pg_dumpall could not be read to its end: no backup was made",
                    "repeat the backup",
                    e);
        }
    }

    /** Makes what is under way fail, whether it writes or waits. */
    void cancel() {
        cancelled = true;
        definitions.cancel();
    }

    /** Passes on until cancelled. */
    private final class Guarded extends OutputStream {
        private final ObjectWriter to;

        Guarded(ObjectWriter to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (cancelled) {
                throw new IOException("the backup was cancelled");
            }
            to.write(bytes, offset, length);
        }
    }
}
