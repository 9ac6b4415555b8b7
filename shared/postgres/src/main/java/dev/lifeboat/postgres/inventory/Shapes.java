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
import java.util.Optional;
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
                   coalesce(%s, '') AS missing
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND %s
            ORDER BY c.oid, a.attnum""".formatted(hash("a.attmissingval::text"), RelationList.OWNED_BY_USERS);

    /**
     * One row for each fact about a type that a column has, or that such a type is made of; of other types there may be
     * several for each table. A fact is hashed by the server, for in a database of encoding SQL_ASCII a label need not be
     * text.
     */
    private static final String TYPES = """
            WITH RECURSIVE used (oid) AS (
              SELECT DISTINCT a.atttypid
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              WHERE c.relkind = 'r' AND %s
              UNION
              SELECT made_of.oid
              FROM used CROSS JOIN LATERAL (
                SELECT t.typelem FROM pg_catalog.pg_type t WHERE t.oid = used.oid
                UNION ALL
                SELECT t.typbasetype FROM pg_catalog.pg_type t WHERE t.oid = used.oid
                UNION ALL
                SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = used.oid
                UNION ALL
                SELECT m.rngtypid FROM pg_catalog.pg_range m WHERE m.rngmultitypid = used.oid
                UNION ALL
                SELECT a.atttypid
                FROM pg_catalog.pg_type t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
                WHERE t.oid = used.oid AND t.typtype = 'c'
              ) made_of (oid)
              WHERE made_of.oid <> 0),
            facts (oid, fact, uses) AS (
              SELECT t.oid, 'type ' || pg_catalog.concat_ws(' ', t.typtype, t.typlen, t.typtypmod, t.typdelim, t.typname),
                     pg_catalog.array_remove(ARRAY[t.typelem, t.typbasetype, r.rngsubtype, m.rngtypid], 0)
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
              WHERE t.typtype = 'c' AND t.typrelid >= 16384)
            SELECT oid, %s AS fact, uses FROM facts WHERE oid IN (SELECT oid FROM used)
            ORDER BY 1, 2""".formatted(RelationList.OWNED_BY_USERS, hash("fact"));

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

    /** Of the bytes as they lie in the database, whatever its encoding. */
    private static String hash(String text) {
        return "pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(%s, 'SQL_ASCII')), 'hex') COLLATE \"C\""
                .formatted(text);
    }

    /** Shapes as 64 lowercase hexadecimal digits, by the object identifiers of the tables that the snapshot shows. */
    public static Map<Long, String> read(Connection connection) throws SQLException {
        Shapes shapes = new Shapes(connection);
        Map<Long, String> read = new HashMap<>();
        Current current = new Current(read);
        Sql.each(connection, TABLES, row -> {
            if (current.begins(row.getLong("oid"))) {
                add(current.digest, shapes.extensions, row.getString("facts"), row.getString("filter"));
            }
            if (row.getString("attname") != null) {
                add(
                        current.digest,
                        row.getString("attnum"),
                        row.getString("attname"),
                        shapes.type(row.getLong("atttypid")),
                        row.getString("atttypmod"),
                        row.getString("generated"),
                        row.getString("missing"));
            }
        });
        current.end();
        return read;
    }

    /** The table whose columns are coming; they come one table after the other. */
    private static final class Current {
        private final Map<Long, String> read;
        private final MessageDigest digest = sha256();
        private Optional<Long> table = Optional.empty();

        Current(Map<Long, String> read) {
            this.read = read;
        }

        boolean begins(long next) {
            if (table.isPresent() && table.get() == next) {
                return false;
            }
            end();
            table = Optional.of(next);
            return true;
        }

        void end() {
            table.ifPresent(oid -> read.put(oid, HexFormat.of().formatHex(digest.digest())));
        }
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
