package dev.lifeboat.testing;

import java.sql.SQLException;
import java.util.List;

/**
 * Databases that, together, hold every feature of PostgreSQL that a backup can get wrong. Each is made by SQL files of
 * this module's, which psql loads as a superuser; what needs a later major version stands in {@code \if} there.
 */
public enum FeatureDatabase {
    /** Many schemas, inheritance, tables without columns, rows or logging, dropped columns, storage options. */
    TABLES("tables"),
    /** Partitions of many levels, by list, range and hash (of an enum too), leaves with other columns. */
    PARTITIONS("partitions"),
    /** Identity columns, sequences in every state, generated columns. */
    SEQUENCES("sequences"),
    /** Enums, domains, composites, ranges, base types, operators, casts, aggregates, collations, text search. */
    TYPES("types"),
    /** Values that are names of objects: reg* types. */
    OBJECT_NAMES("object_names"),
    /** Values of every built-in type that are easily spoiled, wide ones too. */
    VALUES("values"),
    /** Names of every kind of object that are easily spoiled. */
    NAMES("names"),
    /** Large objects: owners, privileges, comments, holes. */
    LARGE_OBJECTS("roles", "large_objects"),
    /** An extension with configuration tables, and contrib's types. */
    EXTENSIONS("extensions"),
    /** Views, materialized views on one another, rules. */
    VIEWS("views"),
    /** Constraints of every kind, foreign keys in circles, statistics objects. */
    CONSTRAINTS("constraints"),
    /** Functions, procedures, triggers, event triggers, languages. */
    CODE("code"),
    /** Owners, privileges, row-level security, publications, a subscription, the database's own settings. */
    ACCESS("roles", "access"),
    /** Foreign data wrappers, servers, user mappings, foreign tables. */
    FOREIGN_DATA("roles", "foreign_data"),
    /** No table at all, and no schema. */
    EMPTY("empty"),
    /** Columns that even pg_dump puts in another order; so not in {@link #EVERYTHING}. */
    REORDERED("reordered"),
    /** In SQL_ASCII, with bytes that are no text. */
    SQL_ASCII("ENCODING 'SQL_ASCII' LOCALE 'C'", List.of("sql_ascii")),
    /** In LATIN1. */
    LATIN1("ENCODING 'LATIN1' LOCALE 'C'", List.of("latin1")),
    /** In EUC_JP. */
    EUC_JP("ENCODING 'EUC_JP' LOCALE 'C'", List.of("euc_jp")),
    /** In UTF8, sorted by ICU's rules for German telephone books. */
    ICU("ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'de-u-co-phonebk'", List.of("icu")),
    /** All of those in UTF8 that have something in them, in one database. */
    EVERYTHING(
            "roles",
            "tables",
            "partitions",
            "sequences",
            "types",
            "object_names",
            "values",
            "names",
            "large_objects",
            "extensions",
            "views",
            "constraints",
            "foreign_data",
            "access",
            "code");

    private final String options;
    /** Joined by spaces: a list would not be immutable by its type. */
    private final String files;

    FeatureDatabase(String... files) {
        this("ENCODING 'UTF8' LOCALE 'C'", List.of(files));
    }

    FeatureDatabase(String options, List<String> files) {
        this.options = options;
        this.files = String.join(" ", files);
    }

    /** What CREATE DATABASE is given for this database: encoding and locale. */
    public String options() {
        return options;
    }

    /** Whether PostgreSQL's own dump and restore keeps the order of all columns, so that dumps may be compared. */
    public boolean keepsColumnOrder() {
        return this != REORDERED;
    }

    /** Makes this database under a name, on any server of ours. */
    public void create(PostgresServer server, String name) throws SQLException {
        server.createDatabase(name, "TEMPLATE template0 " + options);
        for (String file : files.split(" ", -1)) {
            load(server, name, file);
        }
    }

    /** Makes the roles that some of these databases name, on a server that is to have one restored. */
    public static void createRoles(PostgresServer server) {
        load(server, PostgresServer.SUPERUSER, "roles");
    }

    private static void load(PostgresServer server, String name, String file) {
        server.psql(name)
                .with("--output=/dev/null")
                .input(Resource.bytes("databases/%s.sql".formatted(file)))
                .succeed();
    }

    /** Makes this database under a name that no other test of this run uses, and gives the name. */
    public String create(PostgresServer server) throws SQLException {
        String name = PostgresServer.freshName("feature");
        create(server, name);
        return name;
    }
}
