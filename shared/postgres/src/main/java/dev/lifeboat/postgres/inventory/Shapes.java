package dev.lifeboat.postgres.inventory;

import dev.lifeboat.postgres.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shape of every table: a digest of all that decides how its rows read as text. Two readings give equal shapes if and
 * only if nothing of that changed in between: columns with their attribute numbers, types, modifiers, generation and missing
 * values; then the types below them (elements, domains' bases, ranges' subtypes, attributes of composites, labels of enums);
 * tablespace, access method; and extensions with their versions.
 */
public final class Shapes {
    private static final String TABLES = """
            SELECT c.oid, c.reltablespace || ' ' || c.relam AS facts,
                   coalesce((SELECT e.extcondition[pg_catalog.array_position(e.extconfig, c.oid)]
                             FROM pg_catalog.pg_extension e WHERE c.oid = ANY (e.extconfig) LIMIT 1), '') AS filter,
                   a.attnum, a.attname, a.atttypid, a.atttypmod, a.attgenerated::text AS generated,
                   coalesce(a.attmissingval::text, '') AS missing
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND %s
            ORDER BY c.oid, a.attnum""".formatted(RelationList.OWNED_BY_USERS);

    /** One row for each fact about a type that people or extensions made, or that is built from others. */
    private static final String TYPES = """
            SELECT t.oid, 'type ' || pg_catalog.concat_ws(' ', t.typtype, t.typlen, t.typtypmod, t.typdelim, t.typname) AS fact,
                   pg_catalog.array_remove(ARRAY[t.typelem, t.typbasetype, r.rngsubtype, m.rngtypid], 0) AS uses
            FROM pg_catalog.pg_type t
            LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
            LEFT JOIN pg_catalog.pg_range m ON m.rngmultitypid = t.oid
            WHERE t.typtype <> 'b' OR t.typelem <> 0 OR t.oid >= 16384
            UNION ALL
            SELECT e.enumtypid, 'label ' || e.oid || ' ' || e.enumsortorder || ' ' || e.enumlabel, NULL
            FROM pg_catalog.pg_enum e
            UNION ALL
            SELECT t.oid,
                   pg_catalog.concat_ws(' ', 'attribute', a.attnum, a.atttypmod, a.attisdropped, a.attname),
                   CASE WHEN a.atttypid <> 0 THEN ARRAY[a.atttypid] END
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
            WHERE t.typtype = 'c' AND t.typrelid >= 16384
            ORDER BY 1, 2""";

    private static final String EXTENSIONS =
            "SELECT extname || ' ' || extversion AS extension FROM pg_catalog.pg_extension";

    private final Map<Long, List<String>> facts = new HashMap<>();
    private final Map<Long, Set<Long>> uses = new HashMap<>();
    private final Map<Long, String> digests = new HashMap<>();
    private final String extensions;

    private Shapes(Connection connection) throws SQLException {
        extensions = String.join("\n", new TreeSet<>(Sql.list(connection, EXTENSIONS, row -> row.getString(1))));
        Sql.each(connection, TYPES, row -> {
            long type = row.getLong("oid");
            facts.computeIfAbsent(type, t -> new ArrayList<>()).add(row.getString("fact"));
            var used = row.getArray("uses");
            if (used != null) {
                for (Object other : (Object[]) used.getArray()) {
                    if (other != null) {
                        uses.computeIfAbsent(type, t -> new HashSet<>()).add(((Number) other).longValue());
                    }
                }
            }
        });
    }

    /** Shapes as 64 lowercase hexadecimal digits, by the object identifiers of the tables that the snapshot shows. */
    public static Map<Long, String> read(Connection connection) throws SQLException {
        Shapes shapes = new Shapes(connection);
        Map<Long, MessageDigest> open = new HashMap<>();
        Sql.each(connection, TABLES, row -> {
            long table = row.getLong("oid");
            MessageDigest digest = open.get(table);
            if (digest == null) {
                digest = sha256();
                open.put(table, digest);
                add(digest, shapes.extensions, row.getString("facts"), row.getString("filter"));
            }
            if (row.getString("attname") != null) {
                add(
                        digest,
                        row.getString("attnum"),
                        row.getString("attname"),
                        shapes.type(row.getLong("atttypid")),
                        row.getString("atttypmod"),
                        row.getString("generated"),
                        row.getString("missing"));
            }
        });
        Map<Long, String> result = new HashMap<>();
        open.forEach((table, digest) -> result.put(table, HexFormat.of().formatHex(digest.digest())));
        return result;
    }

    /** A type's own facts and those of every type that it is made of. */
    private String type(long oid) {
        String known = digests.get(oid);
        if (known != null) {
            return known;
        }
        MessageDigest digest = sha256();
        for (long reached : new TreeSet<>(reachable(oid))) {
            add(digest, Long.toString(reached));
            facts.getOrDefault(reached, List.of()).forEach(fact -> add(digest, fact));
        }
        String shape = HexFormat.of().formatHex(digest.digest());
        digests.put(oid, shape);
        return shape;
    }

    private Set<Long> reachable(long oid) {
        Set<Long> reached = new HashSet<>(Set.of(oid));
        List<Long> next = new ArrayList<>(List.of(oid));
        while (!next.isEmpty()) {
            for (long used : uses.getOrDefault(next.removeLast(), Set.of())) {
                if (reached.add(used)) {
                    next.add(used);
                }
            }
        }
        return reached;
    }

    private static void add(MessageDigest digest, String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
