-- What SchemaChange changes while a backup runs.
CREATE EXTENSION hstore VERSION '1.4';
CREATE SCHEMA app;
CREATE SCHEMA twin;
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE app.spot AS (x int, y int);
CREATE TYPE app.loose AS (a int, b text);
CREATE TYPE app.hue AS ENUM ('red', 'blue');
CREATE DOMAIN app.grade AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE FUNCTION app.twice(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a * 2';
CREATE FUNCTION app.unused(a int, b text DEFAULT 'x') RETURNS text LANGUAGE sql AS 'SELECT b';
CREATE FUNCTION app.modern(a int, h app.hue) RETURNS int LANGUAGE sql RETURN a + 1;
CREATE AGGREGATE app.total(int) (SFUNC = pg_catalog.int4pl, STYPE = int);

CREATE TABLE app.victim (
  id int PRIMARY KEY, mood app.mood, spot app.spot, grade app.grade, tags hstore, note text DEFAULT 'none');
INSERT INTO app.victim
SELECT n, (ARRAY['sad', 'ok', 'happy'])[n % 3 + 1]::app.mood, ROW (n, -n)::app.spot, n, hstore('k', n::text), 'app ' || n
FROM generate_series(1, 300) n;
CREATE TABLE twin.victim (LIKE app.victim INCLUDING ALL);
INSERT INTO twin.victim SELECT id, mood, spot, grade, tags, 'twin ' || id FROM app.victim;
CREATE STATISTICS app.both_of_them ON id, note FROM app.victim;

CREATE TABLE app.log (k int, v text) PARTITION BY RANGE (k);
CREATE TABLE app.log_1 PARTITION OF app.log FOR VALUES FROM (0) TO (100);
CREATE TABLE app.log_2 PARTITION OF app.log FOR VALUES FROM (100) TO (200);
CREATE TABLE app.log_3 (k int, v text);
INSERT INTO app.log SELECT n, 'v' || n FROM generate_series(0, 199) n;
INSERT INTO app.log_3 SELECT n, 'v' || n FROM generate_series(200, 299) n;

CREATE VIEW app.twos AS SELECT id, app.twice(id) AS two FROM app.victim;
CREATE VIEW app.lonely AS SELECT 1 AS one;
COMMENT ON COLUMN app.lonely.one IS 'the one';
CREATE MATERIALIZED VIEW app.kept AS SELECT mood, count(*) FROM app.victim GROUP BY mood;

CREATE SEQUENCE app.counter;
SELECT setval('app.counter', 41);
CREATE TABLE app.counted (n bigint DEFAULT nextval('app.counter'), doubled int DEFAULT app.twice(21));
INSERT INTO app.counted DEFAULT VALUES;
