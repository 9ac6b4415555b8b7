package dev.lifeboat.postgres.restore;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.postgres.connect.Literals;
import dev.lifeboat.postgres.sql.CopyLine;
import dev.lifeboat.postgres.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes large objects with their owners, privileges, comments and labels: each row describes one. */
final class LargeObjectRecords implements LargeObjectRows {
    private static final int FLUSH_AT = 64 * 1024;

    private final Connection connection;
    private final LargeObjectMode mode;
    private final Consumer<RowTally> restored;
    private final StringBuilder statements = new StringBuilder();
    private final RowCounter expected = new RowCounter();

    /** One privilege, written as an array; PUBLIC's has no grantee. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"grantee", "privilege", "grantable"})
    record Grant(Optional<String> grantee, String privilege, boolean grantable) {
        private static final Set<String> PRIVILEGES = Set.of("SELECT", "UPDATE");

        Grant {
            if (!PRIVILEGES.contains(privilege)) {
                throw new IllegalArgumentException("privilege '%s' on a large object".formatted(privilege));
            }
        }
    }

    /** One security label, written as an array. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"provider", "text"})
    record Label(String provider, String text) {}

    /**
     * Restores over that connection.
     *
     * @param restored is told of the rows as they will be in the target
     */
    LargeObjectRecords(Connection connection, LargeObjectMode mode, Consumer<RowTally> restored) {
        this.connection = connection;
        this.mode = mode;
        this.restored = restored;
    }

    @Override
    public void add(byte[] row) throws SQLException {
        byte[] projected = mode.project(row, row.length);
        expected.add(Arrays.copyOf(projected, projected.length + 1), 0, projected.length + 1);
        List<Optional<String>> fields = CopyLine.fields(projected, projected.length).stream()
                .map(field -> CopyLine.value(field, StandardCharsets.UTF_8))
                .toList();
        describe(fields.get(0).orElseThrow(), fields);
        if (statements.length() > FLUSH_AT) {
            flushStatements();
        }
    }

    private void describe(String oid, List<Optional<String>> fields) {
        statements.append("SELECT pg_catalog.lo_create(%s);".formatted(oid));
        fields.get(1).ifPresent(owner -> {
            statements.append("ALTER LARGE OBJECT %s OWNER TO %s;".formatted(oid, Identifiers.quote(owner)));
            fields.get(2).ifPresent(privileges -> grant(oid, owner, privileges));
        });
        fields.get(3)
                .ifPresent(comment ->
                        statements.append("COMMENT ON LARGE OBJECT %s IS %s;".formatted(oid, Literals.quote(comment))));
        fields.get(4).ifPresent(labels -> label(oid, labels));
    }

    private void grant(String oid, String owner, String privileges) {
        statements.append("REVOKE ALL ON LARGE OBJECT %s FROM %s;".formatted(oid, Identifiers.quote(owner)));
        for (Grant grant : StrictJson.read(privileges, Grant[].class, "a large object's privileges")) {
            statements.append("GRANT %s ON LARGE OBJECT %s TO %s%s;"
                    .formatted(
                            grant.privilege(),
                            oid,
                            grant.grantee().map(Identifiers::quote).orElse("PUBLIC"),
                            grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
    }

    private void label(String oid, String labels) {
        statements.append(Arrays.stream(StrictJson.read(labels, Label[].class, "a large object's labels"))
                .map(label -> "SECURITY LABEL FOR %s ON LARGE OBJECT %s IS %s;"
                        .formatted(Identifiers.quote(label.provider()), oid, Literals.quote(label.text())))
                .collect(Collectors.joining()));
    }

    private void flushStatements() throws SQLException {
        if (!statements.isEmpty()) {
            Sql.run(connection, statements.toString());
            statements.setLength(0);
        }
    }

    @Override
    public void flush() throws SQLException {
        flushStatements();
        restored.accept(expected.tally());
    }
}
