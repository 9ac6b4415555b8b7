-- Columns whose values are names of objects: reg* types, in arrays, domains and composites too. Loaded by psql.

CREATE SCHEMA object_names;
CREATE SCHEMA "Odd ""Names""";
SET search_path = object_names;

CREATE TABLE named (id int PRIMARY KEY, note text);
CREATE TABLE "Odd ""Names""".".dotted, {braced} ""quoted"" 🚣" (id int);
CREATE SEQUENCE counter;
CREATE VIEW seen AS SELECT id FROM named;
CREATE MATERIALIZED VIEW filled AS SELECT id FROM named;
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION only_one(int) RETURNS int IMMUTABLE LANGUAGE sql RETURN $1;
CREATE FUNCTION "Odd ""Names"""."Overloaded, ()"(int, text[]) RETURNS int IMMUTABLE LANGUAGE sql RETURN 1;
CREATE FUNCTION "Odd ""Names"""."Overloaded, ()"() RETURNS int IMMUTABLE LANGUAGE sql RETURN 1;
CREATE FUNCTION pair_sum(pair, pair) RETURNS int IMMUTABLE LANGUAGE sql RETURN ($1).a + ($2).b;
CREATE OPERATOR <+++> (FUNCTION = pair_sum, LEFTARG = pair, RIGHTARG = pair);
CREATE TEXT SEARCH DICTIONARY "Odd words" (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION "Odd search" (COPY = pg_catalog.simple);
CREATE COLLATION "Odd order" (provider = libc, locale = 'C');

CREATE TABLE every_kind (
    id int, class regclass, function regproc, exact_function regprocedure, operator regoper, exact_operator regoperator,
    type regtype, dictionary regdictionary, config regconfig, namespace regnamespace, role regrole, collation_ regcollation
);
INSERT INTO every_kind VALUES
    (1, 'named', 'only_one', '"Odd ""Names"""."Overloaded, ()"(int, text[])', '<+++>', '<+++>(pair,pair)', 'pair[]',
     '"Odd words"', '"Odd search"', '"Odd ""Names"""', 'postgres', '"Odd order"'),
    (2, 'seen', 'pg_catalog.now', 'only_one(int)', '0', '=(int,int)', 'named', 'pg_catalog.simple', 'pg_catalog.english',
     'pg_catalog', 'pg_read_all_data', 'pg_catalog."C"');
INSERT INTO every_kind (id, class) SELECT 3 + row_number() OVER (), name::regclass FROM unnest(
    ARRAY['counter', 'filled', 'every_kind', 'pg_catalog.pg_class_oid_index', '"Odd ""Names""".".dotted, {braced} ""quoted"" 🚣"']) AS name;
-- What is gone is kept as its number.
INSERT INTO every_kind VALUES
    (20, 4000000001, 4000000002, 4000000003, 4000000004, 4000000005, 4000000006, 4000000007, 4000000008, 4000000009, 4000000010, 4000000011),
    (21, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

CREATE DOMAIN some_class AS regclass CHECK (VALUE::oid <> 0);
CREATE TYPE place AS (class some_class, attribute int, type regtype[]);
CREATE TABLE inside_others (id int, classes regclass[], one some_class, several some_class[], at place, places place[]);
INSERT INTO inside_others VALUES
    (1, '{named,"\"Odd \"\"Names\"\"\".\".dotted, {braced} \"\"quoted\"\" 🚣\"",4000000001,NULL}', 'counter', '[5:6]={seen,filled}',
     ROW('named', 1, '{pair,integer,character varying}'), ARRAY[ROW('seen', 2, NULL)::place, NULL]),
    (2, '{}', NULL, '{}', NULL, '{}');
