package dev.lifeboat.postgres.inventory;

import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds definitions that a snapshot shows and that were changed or dropped since. A snapshot alone does not make pg_dump's
 * archive consistent: the server writes views, functions, defaults, types and constraints out by the names that stand now
 * (PostgreSQL documentation, pg_dump, is silent; ruleutils.c says so), and no lock on a table keeps a function, a type or a
 * schema from being renamed or dropped. What is new does not matter, for the snapshot's archive does not hold it.
 */
public final class DefinitionChanges {
    private static final int FIRST_WITH_SQL_BODIES = 140_000;

    /** Digests, not names: in a database of encoding SQL_ASCII a name need not be text. */
    private static final String FACTS = """
            SELECT f.kind, f.oid::bigint, pg_catalog.hashtextextended(f.fact COLLATE "C", 0) AS fact FROM (
              SELECT 'schema' AS kind, n.oid, n.nspname::text AS fact FROM pg_catalog.pg_namespace n
              UNION ALL
              SELECT 'relation', c.oid, pg_catalog.concat_ws(' ', c.relnamespace, c.relkind, c.relname)
              FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind <> 't' AND c.relpersistence <> 't'
              UNION ALL
              SELECT 'column of relation', c.oid, pg_catalog.concat_ws(' ', a.attnum, a.atttypid, a.atttypmod, a.attname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
              WHERE c.oid >= 16384 AND c.relkind IN ('v', 'm', 'c', 'f') AND c.relpersistence <> 't'
                AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT 'type', t.oid, pg_catalog.concat_ws(' ', t.typnamespace, t.typtype, t.typname)
              FROM pg_catalog.pg_type t
              WHERE t.oid >= 16384 AND t.typcategory <> 'A'
                AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
              UNION ALL
              SELECT 'label of enum', e.enumtypid, pg_catalog.concat_ws(' ', e.oid, e.xmin, e.enumsortorder, e.enumlabel)
              FROM pg_catalog.pg_enum e
              UNION ALL
              SELECT 'function', p.oid,
                     pg_catalog.concat_ws(' ', p.pronamespace, p.prokind, p.proname, p.prorettype, p.proretset, p.proargtypes,
                                          p.proallargtypes, p.proargmodes, p.proargnames, p.proargdefaults%s)
              FROM pg_catalog.pg_proc p WHERE p.oid >= 16384
              UNION ALL
              SELECT 'operator', o.oid, pg_catalog.concat_ws(' ', o.oprnamespace, o.oprleft, o.oprright, o.oprname)
              FROM pg_catalog.pg_operator o WHERE o.oid >= 16384
              UNION ALL
              SELECT 'operator class', o.oid, pg_catalog.concat_ws(' ', o.opcnamespace, o.opcname)
              FROM pg_catalog.pg_opclass o WHERE o.oid >= 16384
              UNION ALL
              SELECT 'operator family', o.oid, pg_catalog.concat_ws(' ', o.opfnamespace, o.opfname)
              FROM pg_catalog.pg_opfamily o WHERE o.oid >= 16384
              UNION ALL
              SELECT 'collation', l.oid, pg_catalog.concat_ws(' ', l.collnamespace, l.collname)
              FROM pg_catalog.pg_collation l WHERE l.oid >= 16384
              UNION ALL
              SELECT 'text search configuration', s.oid, pg_catalog.concat_ws(' ', s.cfgnamespace, s.cfgname)
              FROM pg_catalog.pg_ts_config s WHERE s.oid >= 16384
              UNION ALL
              SELECT 'text search dictionary', s.oid, pg_catalog.concat_ws(' ', s.dictnamespace, s.dictname)
              FROM pg_catalog.pg_ts_dict s WHERE s.oid >= 16384
              UNION ALL
              SELECT 'language', g.oid, g.lanname::text FROM pg_catalog.pg_language g WHERE g.oid >= 16384
              UNION ALL
              SELECT 'extension', e.oid, pg_catalog.concat_ws(' ', e.extnamespace, e.extversion, e.extname)
              FROM pg_catalog.pg_extension e
              UNION ALL
              SELECT 'statistics object', s.oid,
                     pg_catalog.concat_ws(' ', s.stxnamespace, s.stxrelid, s.stxkeys, s.stxkind, s.stxname)
              FROM pg_catalog.pg_statistic_ext s
              UNION ALL
              SELECT 'constraint', k.oid, pg_catalog.concat_ws(' ', k.contypid, k.conname)
              FROM pg_catalog.pg_constraint k WHERE k.contypid <> 0
              UNION ALL
              SELECT 'trigger', g.oid, pg_catalog.concat_ws(' ', g.tgrelid, g.tgfoid, g.tgname)
              FROM pg_catalog.pg_trigger g WHERE NOT g.tgisinternal) f
            WHERE f.kind <> 'schema' OR f.fact !~ '^pg_(toast_)?temp_'
            ORDER BY f.kind COLLATE "C", f.oid, 3""";

    private static final Comparator<Fact> ORDER =
            Comparator.comparing(Fact::kind).thenComparingLong(Fact::oid).thenComparingLong(Fact::digest);

    private DefinitionChanges() {}

    private record Fact(String kind, long oid, long digest) {}

    /**
     * A definition that differs, such as {@code function with OID 16400}; empty if there is none.
     *
     * @param snapshot has autocommit off and the transaction that holds the snapshot open
     * @param now has autocommit off
     * @param version the server's server_version_num
     */
    public static Optional<String> first(Connection snapshot, Connection now, int version) throws SQLException {
        String sql = FACTS.formatted(version < FIRST_WITH_SQL_BODIES ? "" : ", p.prosqlbody");
        try (Facts before = new Facts(snapshot, sql);
                Facts after = new Facts(now, sql)) {
            Optional<Fact> seen = after.next();
            for (Optional<Fact> fact = before.next(); fact.isPresent(); fact = before.next()) {
                while (seen.isPresent() && ORDER.compare(seen.get(), fact.get()) < 0) {
                    seen = after.next();
                }
                if (!seen.equals(fact)) {
                    return fact.map(changed -> "%s with OID %d".formatted(changed.kind(), changed.oid()));
                }
                seen = after.next();
            }
            return Optional.empty();
        }
    }

    /** Facts one by one, few in memory at once. */
    private static final class Facts implements AutoCloseable {
        private final PreparedStatement statement;
        private final ResultSet rows;

        Facts(Connection connection, String sql) throws SQLException {
            statement = connection.prepareStatement(sql);
            statement.setFetchSize(Sql.ROWS_AT_ONCE);
            rows = statement.executeQuery();
        }

        Optional<Fact> next() throws SQLException {
            return rows.next()
                    ? Optional.of(new Fact(rows.getString(1), rows.getLong(2), rows.getLong(3)))
                    : Optional.empty();
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
