package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.index.SchemaEntry;
import java.util.List;

/** Stores what pg_dump and pg_dumpall write, as it comes. */
record DefinitionsCopy(Definitions definitions, BackupOptions options, ConsistentSnapshot snapshot) {
    private static final String ARCHIVE = "schema.pgdump.pgp";
    private static final String GLOBALS = "globals.sql.zst.pgp";

    void store(BackupAttempt attempt) {
        try (var archive = attempt.openNamed(ARCHIVE);
                var globals = attempt.openNamedCompressed(GLOBALS)) {
            definitions.writeSchema(snapshot.name(), options.lockTimeout(), archive);
            attempt.finish(archive);
            definitions.writeGlobals(!options.omit().contains(Omission.ROLE_PASSWORDS), globals);
            attempt.finish(globals);
            attempt.describe(List.of(
                    new SchemaEntry(archive.key(), globals.key(), definitions.version(), definitions.matchesServer())));
        }
    }

    void cancel() {
        definitions.cancel();
    }
}
