package dev.lifeboat.postgres.selftest;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.Definition;
import dev.lifeboat.postgres.program.DefinitionsText;
import dev.lifeboat.postgres.program.ProgramSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares what pg_dump says of two databases besides their rows, while both speak. */
final class SameDefinitions {
    private final ProgramSet programs;
    private final SelfTestOptions options;

    SameDefinitions(ProgramSet programs, SelfTestOptions options) {
        this.programs = programs;
        this.options = options;
    }

    private DefinitionsText of(DatabaseAddress database) {
        return DefinitionsText.of(programs, database, options.owners(), options.privileges());
    }

    /**
     * Makes sure that they are the same.
     *
     * @throws LifeboatException PROOF_MISMATCH naming the first object that differs; its text may hold secrets and is not
     *     shown
     */
    void require(DatabaseAddress source, DatabaseAddress restored) {
        try (DefinitionsText expected = of(source);
                DefinitionsText seen = of(restored)) {
            Optional<Definition> one;
            do {
                one = next(expected);
                Optional<Definition> other = next(seen);
                if (!one.equals(other)) {
                    throw different(one, other);
                }
            } while (one.isPresent());
        }
    }

    /** A pg_dump that failed has ended early, and that is no difference. */
    private static Optional<Definition> next(DefinitionsText text) {
        Optional<Definition> next = text.next();
        if (next.isEmpty()) {
            text.requireClean();
        }
        return next;
    }

    /**
     * Makes sure that they are the same but for the order in which tables have their columns.
     *
     * @throws LifeboatException PROOF_MISMATCH naming an object that differs
     */
    void requireInAnyOrder(DatabaseAddress source, DatabaseAddress restored) {
        Map<Definition, Integer> missing = new HashMap<>();
        try (DefinitionsText expected = of(source);
                DefinitionsText seen = of(restored)) {
            count(expected, missing, 1);
            count(seen, missing, -1);
        }
        missing.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .findFirst()
                .ifPresent(entry -> {
                    throw different(Optional.of(entry.getKey()), Optional.of(entry.getKey()));
                });
    }

    private static void count(DefinitionsText text, Map<Definition, Integer> counts, int by) {
        for (Optional<Definition> next = next(text); next.isPresent(); next = next(text)) {
            counts.merge(next.get().withoutOrderOfColumns(), by, Integer::sum);
        }
    }

    private static LifeboatException different(Optional<Definition> expected, Optional<Definition> seen) {
        String heading = expected.map(Definition::heading).orElse("nothing");
        String other = seen.map(Definition::heading).orElse("nothing");
        String where =
                heading.equals(other) ? heading : "%s, where the restored database has %s".formatted(heading, other);
        return new LifeboatException(
                ErrorCode.PROOF_MISMATCH,
                "the definition of %s is not the same in the restored database: a restore would not give this database back"
                        .formatted(where),
                "see whether it was changed while the test ran, and repeat it; otherwise report it with both pg_dump --schema-only");
    }
}
