package dev.lifeboat.postgres.restore;

import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.postgres.connect.Literals;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Sets sequences to exactly the state that they had. */
final class SequenceRestore {
    private static final int AT_ONCE = 500;

    private SequenceRestore() {}

    static void set(Connection connection, List<SequenceEntry> sequences) throws SQLException {
        for (int from = 0; from < sequences.size(); from += AT_ONCE) {
            Sql.run(
                    connection,
                    sequences.subList(from, Math.min(from + AT_ONCE, sequences.size())).stream()
                            .map(SequenceRestore::statement)
                            .collect(Collectors.joining("; ")));
        }
    }

    private static String statement(SequenceEntry sequence) {
        String name = Literals.quote(new TableName(sequence.schema(), sequence.name()).quoted());
        return "SELECT pg_catalog.setval(%s::pg_catalog.regclass, %s, %s)"
                .formatted(name, sequence.lastValue(), sequence.called());
    }
}
