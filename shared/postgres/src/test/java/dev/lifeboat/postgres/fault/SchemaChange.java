package dev.lifeboat.postgres.fault;

import java.util.List;

/** What somebody may do to the database of {@code changing.sql} while a backup of it runs. */
enum SchemaChange {
    ADD_COLUMN("ALTER TABLE app.victim ADD COLUMN extra int DEFAULT 7"),
    ADD_ENUM_VALUE("ALTER TYPE app.mood ADD VALUE 'glad' BEFORE 'ok'"),
    ALTER_COMPOSITE("ALTER TYPE app.spot RENAME ATTRIBUTE x TO ex"),
    ALTER_LOOSE_COMPOSITE("ALTER TYPE app.loose ADD ATTRIBUTE c int"),
    ALTER_EXTENSION("ALTER EXTENSION hstore UPDATE"),
    ATTACH_PARTITION("ALTER TABLE app.log ATTACH PARTITION app.log_3 FOR VALUES FROM (200) TO (300)"),
    CLUSTER("CLUSTER app.victim USING victim_pkey"),
    CREATE_INDEX("CREATE INDEX ON app.victim (note)"),
    CREATE_TABLE("CREATE TABLE app.newcomer AS SELECT n FROM generate_series(1, 50) n"),
    DELETE_AND_VACUUM("DELETE FROM app.victim WHERE id > 100", "VACUUM app.victim"),
    DETACH_PARTITION("ALTER TABLE app.log DETACH PARTITION app.log_2"),
    DETACH_PARTITION_CONCURRENTLY("ALTER TABLE app.log DETACH PARTITION app.log_2 CONCURRENTLY"),
    DOMAIN_CONSTRAINT("ALTER DOMAIN app.grade ADD CONSTRAINT small CHECK (VALUE < 100000)"),
    DROP_AND_CREATE("BEGIN; DROP TABLE twin.victim; CREATE TABLE twin.victim (id int, other text); COMMIT"),
    DROP_FUNCTION("DROP FUNCTION app.unused"),
    DROP_SEQUENCE_AND_CREATE(
            "BEGIN; DROP SEQUENCE app.counter CASCADE; CREATE SEQUENCE app.counter START 1000000; COMMIT"),
    DROP_STATISTICS("DROP STATISTICS app.both_of_them"),
    DROP_TABLE("DROP TABLE twin.victim"),
    DROP_VIEW("DROP VIEW app.lonely"),
    INSERT("INSERT INTO app.victim (id) VALUES (1001)", "INSERT INTO app.log VALUES (7, 'seven')"),
    REFRESH("REFRESH MATERIALIZED VIEW app.kept"),
    RENAME_COLUMN("ALTER TABLE app.victim RENAME COLUMN note TO remark"),
    RENAME_DOMAIN("ALTER DOMAIN app.grade RENAME TO mark"),
    RENAME_ENUM_LABEL("ALTER TYPE app.mood RENAME VALUE 'happy' TO 'merry'"),
    RENAME_FUNCTION("ALTER FUNCTION app.twice RENAME TO doubled"),
    RENAME_LOOSE_ENUM("ALTER TYPE app.hue RENAME TO colour"),
    RENAME_SCHEMA("ALTER SCHEMA twin RENAME TO triplet"),
    RENAME_SEQUENCE("ALTER SEQUENCE app.counter RENAME TO teller"),
    RENAME_TABLE("ALTER TABLE twin.victim RENAME TO culprit"),
    RENAME_VIEW_COLUMN("ALTER VIEW app.lonely RENAME COLUMN one TO uno"),
    REPLACE_FUNCTION(
            "CREATE OR REPLACE FUNCTION app.unused(a int, b text DEFAULT 'y') RETURNS text LANGUAGE sql RETURN a || b"),
    REPLACE_VIEW("CREATE OR REPLACE VIEW app.lonely AS SELECT 1 AS one, 2 AS two"),
    REWRITE("ALTER TABLE app.victim ALTER COLUMN grade TYPE bigint"),
    SWAP_SCHEMAS(
            "BEGIN; ALTER SCHEMA app RENAME TO interim; ALTER SCHEMA twin RENAME TO app; ALTER SCHEMA interim RENAME TO twin; COMMIT"),
    TRUNCATE("TRUNCATE app.victim"),
    TRUNCATE_AND_COPY_FREEZE(
            "BEGIN; TRUNCATE app.victim; COPY app.victim (id) FROM PROGRAM 'seq 1 50' (FREEZE); COMMIT"),
    VACUUM_FULL("VACUUM FULL app.victim");

    /** Joined, for a list would not be immutable by its type. */
    private final String statements;

    SchemaChange(String... statements) {
        this.statements = String.join("\n", statements);
    }

    /** Each in a transaction of its own. */
    List<String> statements() {
        return statements.lines().toList();
    }
}
