package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.SequenceEntry;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the exact state of every sequence. A sequence does not obey snapshots: read after the snapshot, it stands at or past
 * every value that a visible row drew.
 */
public final class SequenceList {
    private static final String SEQUENCES = """
            SELECT c.oid, n.nspname, c.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND %s
            ORDER BY c.oid""".formatted(RelationList.OWNED_BY_USERS);
    private static final int AT_ONCE = 500;

    private SequenceList() {}

    private record Sequence(long oid, TableName name) {
        String select() {
            return "SELECT %d::bigint AS oid, last_value::text, is_called FROM %s".formatted(oid, name.quoted());
        }
    }

    /** All sequences with their states, by object identifier. */
    public static List<SequenceEntry> read(Connection connection) throws SQLException {
        List<Sequence> sequences = Sql.list(
                connection,
                SEQUENCES,
                row -> new Sequence(
                        row.getLong("oid"), new TableName(row.getString("nspname"), row.getString("relname"))));
        List<SequenceEntry> states = new ArrayList<>();
        for (int from = 0; from < sequences.size(); from += AT_ONCE) {
            states.addAll(read(connection, sequences.subList(from, Math.min(from + AT_ONCE, sequences.size()))));
        }
        return states;
    }

    private static List<SequenceEntry> read(Connection connection, List<Sequence> sequences) throws SQLException {
        var names = sequences.stream().collect(Collectors.toMap(Sequence::oid, Sequence::name));
        String all = sequences.stream().map(Sequence::select).collect(Collectors.joining(" UNION ALL "));
        return Sql.list(connection, all + " ORDER BY 1", row -> {
            long oid = row.getLong("oid");
            TableName name = names.get(oid);
            if (name == null) {
                throw new SQLException("sequence %d was not asked for".formatted(oid), "21000");
            }
            return new SequenceEntry(
                    oid, name.schema(), name.name(), row.getString("last_value"), row.getBoolean("is_called"));
        });
    }
}
