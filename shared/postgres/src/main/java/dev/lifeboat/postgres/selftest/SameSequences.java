package dev.lifeboat.postgres.selftest;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.postgres.inventory.SequenceList;
import dev.lifeboat.postgres.inventory.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares where sequences stand with where the backup says that they stood. */
final class SameSequences {
    private SameSequences() {}

    /**
     * Makes sure that they are the same.
     *
     * @throws LifeboatException PROOF_MISMATCH naming the first sequence that stands elsewhere
     */
    static void require(Collection<SequenceEntry> stored, Connection restored) throws SQLException {
        Map<TableName, String> expected = states(stored);
        Map<TableName, String> seen = states(SequenceList.read(restored));
        Set<TableName> all = new TreeSet<>(expected.keySet());
        all.addAll(seen.keySet());
        for (TableName name : all) {
            String wanted = expected.getOrDefault(name, "nowhere");
            String found = seen.getOrDefault(name, "nowhere");
            if (!wanted.equals(found)) {
                throw different(name, wanted, found);
            }
        }
    }

    private static Map<TableName, String> states(Collection<SequenceEntry> sequences) {
        Map<TableName, String> states = new TreeMap<>();
        sequences.forEach(sequence -> states.put(
                new TableName(sequence.schema(), sequence.name()),
                "at %s, %s".formatted(sequence.lastValue(), sequence.called() ? "called" : "not called")));
        return states;
    }

    private static LifeboatException different(TableName name, String expected, String seen) {
        return new LifeboatException(
                ErrorCode.PROOF_MISMATCH,
                "sequence %s stands %s in the restored database, but %s in the backup: a restore would not give this database back"
                        .formatted(name, seen, expected),
                "look for event triggers or another writer on the server, and repeat the test");
    }
}
