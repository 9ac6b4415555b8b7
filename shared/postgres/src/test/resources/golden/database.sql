-- The database of the golden backups. Run by GoldenMaker; a later golden backup may use another.
CREATE SCHEMA shop;
CREATE SCHEMA "Odd ""Schema""";
SET search_path = shop;

CREATE TYPE mood AS ENUM ('calm', 'busy', 'closed');
CREATE DOMAIN price AS numeric(10, 2) CHECK (value >= 0);

CREATE TABLE customer (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    born date,
    balance price DEFAULT 0,
    tags text[],
    facts jsonb,
    initial text GENERATED ALWAYS AS (left(name, 1)) STORED
);
INSERT INTO customer (name, born, balance, tags, facts)
SELECT 'customer ' || n, date '1960-01-01' + n * 7, n % 100, ARRAY['t' || n % 3, NULL], jsonb_build_object('n', n, 'odd', n % 2 = 1)
FROM generate_series(1, 1200) n;
INSERT INTO customer (name, born) VALUES
    (E'tab\tnewline\nreturn\rbackslash\\', NULL), ('\N', '0044-03-15 BC'), ('', 'infinity'), ('Zoë 🚣 日本', NULL);
DELETE FROM customer WHERE id % 10 = 0;
ALTER TABLE customer DROP COLUMN tags;

CREATE TABLE visit (customer int REFERENCES customer, at timestamptz, mood mood, PRIMARY KEY (customer, at));
INSERT INTO visit SELECT id, timestamptz '2026-01-01 00:00+00' + id * interval '61 minutes', (enum_range(NULL::mood))[1 + id % 3]
FROM customer WHERE id <= 200;

-- A row's partition depends on the object identifiers of the enum's labels: loaded through the root.
CREATE TABLE desk (id int, mood mood) PARTITION BY HASH (mood);
CREATE TABLE desk_0 PARTITION OF desk FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE desk_1 PARTITION OF desk FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO desk SELECT n, (enum_range(NULL::mood))[1 + n % 3] FROM generate_series(1, 30) n;

-- A leaf whose columns lie in another order than its root's.
CREATE TABLE reading (day date, sensor int, value float8) PARTITION BY RANGE (day);
CREATE TABLE reading_2025 PARTITION OF reading FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE reading_2026 (value float8, sensor int, gone int, day date);
ALTER TABLE reading_2026 DROP COLUMN gone;
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO reading SELECT date '2025-12-01' + n, n % 4, n / 3.0 FROM generate_series(1, 60) n;
INSERT INTO reading VALUES ('2026-06-06', 9, 'NaN'), ('2026-06-07', 9, '-infinity');

CREATE TABLE "Odd ""Schema"""."new
line/slash" ("a b" text, "ÄÖ" bytea);
INSERT INTO "Odd ""Schema"""."new
line/slash" VALUES ('x', '\x00ff0a5c'), (NULL, NULL);

CREATE TABLE nothing (a int);
CREATE TABLE no_columns ();
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_columns DEFAULT VALUES;

CREATE SEQUENCE ticket INCREMENT BY -3 MAXVALUE 100;
SELECT nextval('ticket'), nextval('ticket');
CREATE SEQUENCE untouched START 7;

CREATE MATERIALIZED VIEW mood_count AS SELECT mood, count(*) FROM visit GROUP BY mood;
CREATE VIEW adult AS SELECT id, name FROM customer WHERE born < '2000-01-01';
CREATE INDEX ON customer (lower(name));
COMMENT ON TABLE customer IS 'who buys';

SELECT lo_from_bytea(50001, 'a small large object');
SELECT lo_put(lo_create(50002), 5000, '\x00ff');
COMMENT ON LARGE OBJECT 50001 IS E'two\nlines';
GRANT SELECT ON LARGE OBJECT 50001 TO PUBLIC;

COMMENT ON DATABASE golden IS 'the golden database';
ALTER DATABASE golden SET work_mem = '7MB';
