package dev.lifeboat.postgres.restore;

import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.DatabaseEntry.Label;
import dev.lifeboat.index.DatabaseEntry.Privilege;
import dev.lifeboat.index.DatabaseEntry.Setting;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.postgres.connect.Literals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statements that make a database as the source was: what pg_dump's {@code --create} would write, but under the target's
 * name.
 */
record DatabaseCreation(DatabaseEntry source, String name, int targetMajor) {
    private static final int LOCALE_PROVIDERS = 15;
    private static final int ICU_RULES = 16;

    /** Parameters whose value is a list of names, each to be quoted by itself (guc.h, GUC_LIST_QUOTE). */
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "local_preload_libraries",
            "session_preload_libraries",
            "shared_preload_libraries",
            "unix_socket_directories");

    /** Makes it. */
    String create() {
        StringBuilder sql = new StringBuilder("CREATE DATABASE %s TEMPLATE template0 ENCODING %s"
                .formatted(Identifiers.quote(name), Literals.quote(source.encoding())));
        if (targetMajor >= LOCALE_PROVIDERS) {
            sql.append(" LOCALE_PROVIDER ").append(source.localeProvider());
        }
        sql.append(" LC_COLLATE %s LC_CTYPE %s"
                .formatted(Literals.quote(source.collate()), Literals.quote(source.ctype())));
        String locale = source.localeProvider().equals("icu") ? " ICU_LOCALE " : " BUILTIN_LOCALE ";
        source.locale().ifPresent(value -> sql.append(locale).append(Literals.quote(value)));
        if (targetMajor >= ICU_RULES) {
            source.icuRules().ifPresent(rules -> sql.append(" ICU_RULES ").append(Literals.quote(rules)));
        }
        if (!source.tablespace().equals("pg_default")) {
            sql.append(" TABLESPACE ").append(Identifiers.quote(source.tablespace()));
        }
        return sql.toString();
    }

    /**
     * Gives it its owner, settings, privileges and comment, once everything else is restored; labels come one by one.
     *
     * @param roles at the target; settings of others are left out
     */
    List<String> finish(TargetDatabase target, RestoreOptions options, Set<String> roles) {
        List<String> sql = new ArrayList<>();
        String database = Identifiers.quote(name);
        if (source.connectionLimit() != -1) {
            sql.add("ALTER DATABASE %s CONNECTION LIMIT %d".formatted(database, source.connectionLimit()));
        }
        source.comment()
                .ifPresent(text -> sql.add("COMMENT ON DATABASE %s IS %s".formatted(database, Literals.quote(text))));
        source.settings().stream()
                .filter(setting -> setting.role().map(roles::contains).orElse(true))
                .forEach(setting -> sql.add(setting(database, setting)));
        if (source.template()) {
            sql.add("ALTER DATABASE %s IS_TEMPLATE true".formatted(database));
        }
        if (target.made() && options.owners()) {
            sql.add("ALTER DATABASE %s OWNER TO %s".formatted(database, Identifiers.quote(source.owner())));
        }
        if (options.privileges()) {
            source.privileges().ifPresent(all -> grant(database, target.owner(), all, sql));
        }
        return sql;
    }

    /** Sets a security label of the source's. */
    String label(Label label) {
        return "SECURITY LABEL FOR %s ON DATABASE %s IS %s"
                .formatted(Identifiers.quote(label.provider()), Identifiers.quote(name), Literals.quote(label.label()));
    }

    private static String setting(String database, Setting setting) {
        String who = setting.role()
                .map(role -> "ALTER ROLE %s IN DATABASE %s".formatted(Identifiers.quote(role), database))
                .orElse("ALTER DATABASE " + database);
        String value = LISTS.contains(setting.name()) ? setting.value() : Literals.quote(setting.value());
        return "%s SET %s TO %s".formatted(who, parameter(setting.name()), value.isBlank() ? "''" : value);
    }

    /** A parameter's name: one of an extension has two parts. */
    private static String parameter(String name) {
        return String.join(
                ".",
                java.util.Arrays.stream(name.split("\\."))
                        .map(Identifiers::quote)
                        .toList());
    }

    /** What the source's owner held goes to the database's own owner, as with ALTER DATABASE ... OWNER TO. */
    private void grant(String database, String owner, List<Privilege> all, List<String> sql) {
        sql.add("REVOKE ALL ON DATABASE %s FROM PUBLIC, %s".formatted(database, Identifiers.quote(owner)));
        for (Privilege privilege : all) {
            sql.add("GRANT %s ON DATABASE %s TO %s%s"
                    .formatted(
                            privilege.privilege(),
                            database,
                            privilege
                                    .grantee()
                                    .map(grantee -> grantee.equals(source.owner()) ? owner : grantee)
                                    .map(Identifiers::quote)
                                    .orElse("PUBLIC"),
                            privilege.grantable() ? " WITH GRANT OPTION" : ""));
        }
    }
}
