package dev.lifeboat.postgres.inventory;

import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.DatabaseEntry.Label;
import dev.lifeboat.index.DatabaseEntry.Privilege;
import dev.lifeboat.index.DatabaseEntry.Setting;
import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what belongs to the database itself and stands in no schema archive. */
public final class DatabaseFacts {
    private static final String DATABASE = """
            SELECT d.datname, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
                   pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate, d.datctype,
                   %s, t.spcname, d.datconnlimit, d.datistemplate, d.datacl IS NOT NULL AS has_privileges,
                   pg_catalog.shobj_description(d.oid, 'pg_database') AS comment
            FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
            WHERE d.datname = pg_catalog.current_database()""";

    private static final String SETTINGS = """
            SELECT r.rolname, pg_catalog.split_part(s.setting, '=', 1) AS name,
                   pg_catalog.substr(s.setting, pg_catalog.strpos(s.setting, '=') + 1) AS value
            FROM pg_catalog.pg_db_role_setting g
            JOIN pg_catalog.pg_database d ON d.oid = g.setdatabase AND d.datname = pg_catalog.current_database()
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = g.setrole
            CROSS JOIN LATERAL pg_catalog.unnest(g.setconfig) WITH ORDINALITY s (setting, position)
            ORDER BY r.rolname NULLS FIRST, s.position""";

    private static final String PRIVILEGES = """
            SELECT CASE WHEN a.grantee <> 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END AS grantee,
                   a.privilege_type, a.is_grantable
            FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl)
              WITH ORDINALITY a (grantor, grantee, privilege_type, is_grantable, position)
            WHERE d.datname = pg_catalog.current_database()
            ORDER BY a.position""";

    private static final String LABELS = """
            SELECT l.provider, l.label FROM pg_catalog.pg_shseclabel l
            JOIN pg_catalog.pg_database d ON d.oid = l.objoid AND d.datname = pg_catalog.current_database()
            WHERE l.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
            ORDER BY 1""";

    /** pg_shdepend names every role that something depends on, but for the one that initdb made. */
    private static final String ROLES = """
            SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' AND oid IN (
              SELECT s.refobjid FROM pg_catalog.pg_shdepend s
              JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
              WHERE s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
                AND (s.dbid = d.oid
                     OR s.dbid = 0 AND s.classid = 'pg_catalog.pg_database'::pg_catalog.regclass AND s.objid = d.oid)
              UNION SELECT datdba FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
              UNION SELECT relowner FROM pg_catalog.pg_class WHERE oid >= 16384 AND relpersistence <> 't'
              UNION SELECT nspowner FROM pg_catalog.pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
              UNION SELECT proowner FROM pg_catalog.pg_proc WHERE oid >= 16384
              UNION SELECT lomowner FROM pg_catalog.pg_largeobject_metadata
              UNION SELECT setrole FROM pg_catalog.pg_db_role_setting g
                    JOIN pg_catalog.pg_database d ON d.oid = g.setdatabase AND d.datname = pg_catalog.current_database())
            ORDER BY 1""";

    private static final int LOCALE_PROVIDERS = 150_000;
    private static final int ICU_RULES = 160_000;
    private static final int BUILTIN_PROVIDER = 170_000;

    private DatabaseFacts() {}

    /** The connected database, for a server of that server_version_num. */
    public static DatabaseEntry read(Connection connection, int version) throws SQLException {
        List<Setting> settings = Sql.list(
                connection,
                SETTINGS,
                row -> new Setting(Sql.text(row, "rolname"), row.getString("name"), row.getString("value")));
        List<Privilege> privileges = Sql.list(
                connection,
                PRIVILEGES,
                row -> new Privilege(
                        Sql.text(row, "grantee"), row.getString("privilege_type"), row.getBoolean("is_grantable")));
        List<Label> labels =
                Sql.list(connection, LABELS, row -> new Label(row.getString("provider"), row.getString("label")));
        List<String> roles = Sql.list(connection, ROLES, row -> row.getString(1));
        return Sql.one(
                connection,
                DATABASE.formatted(locale(version)),
                row -> new DatabaseEntry(
                        row.getString("datname"),
                        row.getString("owner"),
                        row.getString("encoding"),
                        row.getString("provider"),
                        row.getString("datcollate"),
                        row.getString("datctype"),
                        Sql.text(row, "locale"),
                        Sql.text(row, "icu_rules"),
                        Sql.text(row, "collation_version"),
                        row.getString("spcname"),
                        row.getInt("datconnlimit"),
                        row.getBoolean("datistemplate"),
                        Sql.text(row, "comment"),
                        labels,
                        settings,
                        row.getBoolean("has_privileges") ? Optional.of(privileges) : Optional.empty(),
                        roles));
    }

    private static String locale(int version) {
        if (version < LOCALE_PROVIDERS) {
            return "'libc' AS provider, NULL AS locale, NULL AS icu_rules, NULL AS collation_version";
        }
        return """
               CASE d.datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END AS provider,
               %s AS locale, %s AS icu_rules, d.datcollversion AS collation_version""".formatted(
                        version < BUILTIN_PROVIDER ? "d.daticulocale" : "d.datlocale",
                        version < ICU_RULES ? "NULL" : "d.daticurules");
    }
}
