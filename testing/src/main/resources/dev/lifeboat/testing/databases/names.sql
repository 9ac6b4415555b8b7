-- Names that are easily spoiled on their way: of schemas, tables, columns, constraints, indexes, sequences, functions.
-- Loaded by psql.

CREATE FUNCTION pg_temp.odd_names() RETURNS SETOF text LANGUAGE sql AS $names$
    VALUES ('Capitals'), ('with space'), (' leading'), ('trailing '), ('"'), ('"quoted"'), (''''), ('it''s'), ('a/b'), ('../up'),
           ('a.b'), ('.'), ('..'), ('\'), ('back\slash'), ('\.'), ('\N'), ('%'), ('%s%n'), ('$1'), ('$$'), (';'), ('--'), ('/*'),
           ('*/'), ('?'), ('*'), ('a,b'), ('(a)'), ('{a}'), ('[a]'), (':a'), (':''a'''), ('a=b'), ('#'), ('~'), ('!'), ('&'), ('|'),
           ('select'), ('table'), ('user'), ('null'), ('1digit'), ('-option'), ('NUL'), ('con'), ('_'), ('é'), (U&'e\0301'), ('ß'),
           ('🚣'), ('שלום'), ('مرحبا'), ('救生艇'), (U&'\202Etxt'), (U&'zero\200Bwidth'), (U&'\FEFF'),
           (E'new\nline'), (E'\n'), (E'carriage\rreturn'), (E'\r\n'), (E'tab\t'), (E'\x01'), (E'\x7f'), (E'\\n'),
           (repeat('x', 63)), (repeat('é', 31) || 'x'), (repeat('🚣', 15) || 'abc'), (repeat('"', 63)), (repeat('\', 63))
$names$;

CREATE SCHEMA names;
COMMENT ON SCHEMA names IS E'every odd name: \' " \\ \n \t % é 🚣';

DO $$
DECLARE
    odd text;
BEGIN
    FOR odd IN SELECT pg_temp.odd_names() LOOP
        EXECUTE format('CREATE TABLE names.%1$I (id int, %1$I text, CONSTRAINT %1$I CHECK (%1$I <> ''x''))', odd);
        EXECUTE format('INSERT INTO names.%1$I SELECT i, %1$L FROM generate_series(1, 3) AS i', odd);
        EXECUTE format('COMMENT ON TABLE names.%1$I IS %1$L', odd);
        EXECUTE format('COMMENT ON COLUMN names.%1$I.%1$I IS %1$L', odd);
        EXECUTE format('COMMENT ON CONSTRAINT %1$I ON names.%1$I IS %1$L', odd);
        EXECUTE format('CREATE FUNCTION names.%1$I(%1$I int) RETURNS text LANGUAGE sql AS %2$L', odd, format('SELECT %L', odd));
        EXECUTE format('CREATE TRIGGER %1$I BEFORE UPDATE ON names.%1$I FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger(%1$L)', odd);
        EXECUTE format('CREATE SCHEMA %1$I', 'names ' || left(odd, 50));
        EXECUTE format('CREATE TABLE %1$I.%2$I (%2$I int PRIMARY KEY)', 'names ' || left(odd, 50), odd);
        EXECUTE format('INSERT INTO %1$I.%2$I VALUES (1)', 'names ' || left(odd, 50), odd);
        EXECUTE format('CREATE SEQUENCE %1$I.%2$I START 7', 'names ' || left(odd, 50), 's ' || left(odd, 50));
        EXECUTE format('SELECT setval(%1$L, 9)', format('%I.%I', 'names ' || left(odd, 50), 's ' || left(odd, 50)));
        EXECUTE format('CREATE INDEX %1$I ON %2$I.%3$I (%3$I)', 'i ' || left(odd, 50), 'names ' || left(odd, 50), odd);
    END LOOP;
END
$$;

-- Two tables of one name when their parts are joined by a dot.
CREATE SCHEMA "a.b";
CREATE SCHEMA a;
CREATE TABLE "a.b".c (which text);
CREATE TABLE a."b.c" (which text);
INSERT INTO "a.b".c VALUES ('c in a.b');
INSERT INTO a."b.c" VALUES ('b.c in a');
-- Two that differ by case only.
CREATE TABLE a."Twin" (which text);
CREATE TABLE a.twin (which text);
INSERT INTO a."Twin" VALUES ('Twin');
INSERT INTO a.twin VALUES ('twin');

CREATE TYPE names."odd ""Enum"" \ %" AS ENUM ('a');
CREATE TYPE names."odd Composite" AS ("odd.Attribute" int, "🚣" text);
CREATE TABLE names."uses Odd Types" ("E" names."odd ""Enum"" \ %", "C" names."odd Composite"[]);
INSERT INTO names."uses Odd Types" VALUES ('a', ARRAY[ROW(1, 'row')::names."odd Composite"]);
CREATE VIEW names."odd View" AS SELECT "E" AS "É", "C" AS "select" FROM names."uses Odd Types";
CREATE MATERIALIZED VIEW names."odd Materialized" AS SELECT * FROM names."odd View";

-- Partitions and their root, and a foreign key, by odd names.
CREATE TABLE names."Root / of" ("Key" int, PRIMARY KEY ("Key")) PARTITION BY RANGE ("Key");
CREATE TABLE names."leaf / 1" PARTITION OF names."Root / of" FOR VALUES FROM (0) TO (10);
CREATE TABLE names."refers ""to""" ("Key" int REFERENCES names."Root / of" ON DELETE CASCADE);
INSERT INTO names."Root / of" VALUES (1), (2);
INSERT INTO names."refers ""to""" VALUES (2);
