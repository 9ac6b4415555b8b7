package dev.lifeboat.postgres.selftest;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.DefinitionsText;
import dev.lifeboat.postgres.program.ProgramSet;
import java.util.Objects;

/** Compares what pg_dump says of two databases besides their rows, line by line while both speak. */
final class SameDefinitions {
    private final ProgramSet programs;

    SameDefinitions(ProgramSet programs) {
        this.programs = programs;
    }

    /**
     * Makes sure that they are the same.
     *
     * @throws LifeboatException PROOF_MISMATCH naming the first object that differs; its text may hold secrets and is not
     *     shown
     */
    void require(DatabaseAddress source, DatabaseAddress restored) {
        try (DefinitionsText expected = DefinitionsText.of(programs, source);
                DefinitionsText seen = DefinitionsText.of(programs, restored)) {
            String line;
            do {
                line = expected.next();
                if (!Objects.equals(line, seen.next())) {
                    throw different(expected.heading(), seen.heading());
                }
            } while (line != null);
            expected.requireClean();
            seen.requireClean();
        }
    }

    private static LifeboatException different(String expected, String seen) {
        String where =
                expected.equals(seen) ? expected : "%s, where the restored database has %s".formatted(expected, seen);
        return new LifeboatException(
                ErrorCode.PROOF_MISMATCH,
                "the definition of %s is not the same in the restored database: a restore would not give this database back"
                        .formatted(where),
                "see whether it was changed while the test ran, and repeat it; otherwise report it with both pg_dump --schema-only");
    }
}
