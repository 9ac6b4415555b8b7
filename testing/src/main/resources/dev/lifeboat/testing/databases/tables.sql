-- Tables as such: many schemas, inheritance, tables without columns, rows or logging, dropped and added columns,
-- storage options. Loaded by psql, as a superuser.

CREATE SCHEMA tables;
COMMENT ON SCHEMA tables IS 'tables as such';
SET search_path = tables;

SELECT format('CREATE SCHEMA many_%1$s CREATE TABLE t (id int PRIMARY KEY, schema text NOT NULL)', n),
       format('INSERT INTO many_%1$s.t SELECT i, %1$L FROM generate_series(1, %1$s) AS i', n)
FROM generate_series(1, 30) AS n
\gexec

CREATE TABLE without_columns ();
INSERT INTO without_columns SELECT FROM generate_series(1, 5);
CREATE TABLE without_columns_or_rows ();
CREATE TABLE without_rows (id int PRIMARY KEY, value text);
CREATE TABLE whose_columns_were_all_dropped (a int, b text);
INSERT INTO whose_columns_were_all_dropped VALUES (1, 'one'), (2, 'two');
ALTER TABLE whose_columns_were_all_dropped DROP COLUMN a, DROP COLUMN b;

CREATE TABLE emptied (id int);
INSERT INTO emptied SELECT generate_series(1, 1000);
DELETE FROM emptied;

CREATE TABLE with_dropped_columns (gone_first int, a int, gone_middle text, b text, gone_last date);
INSERT INTO with_dropped_columns SELECT i, i, repeat('x', i), 'row ' || i, '2020-01-01' FROM generate_series(1, 20) AS i;
ALTER TABLE with_dropped_columns DROP COLUMN gone_first, DROP COLUMN gone_middle, DROP COLUMN gone_last;
INSERT INTO with_dropped_columns SELECT i, 'row ' || i FROM generate_series(21, 30) AS i;

-- The values of added columns are not in the old rows but in the catalog.
CREATE TABLE with_added_columns (id int);
INSERT INTO with_added_columns SELECT generate_series(1, 10);
ALTER TABLE with_added_columns ADD COLUMN constant text DEFAULT 'as it was', ADD COLUMN instant timestamptz DEFAULT '2001-02-03 04:05:06+00';
ALTER TABLE with_added_columns ALTER COLUMN constant SET DEFAULT 'as it is';
ALTER TABLE with_added_columns ADD COLUMN gone int DEFAULT 7;
ALTER TABLE with_added_columns DROP COLUMN gone;
ALTER TABLE with_added_columns ADD COLUMN gone int DEFAULT 8;
INSERT INTO with_added_columns (id) SELECT generate_series(11, 15);

CREATE TABLE updated_and_deleted (id int PRIMARY KEY, n int) WITH (fillfactor = 50);
INSERT INTO updated_and_deleted SELECT i, 0 FROM generate_series(1, 5000) AS i;
UPDATE updated_and_deleted SET n = n + 1 WHERE id % 3 = 0;
DELETE FROM updated_and_deleted WHERE id BETWEEN 1000 AND 4000;

CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY, value text);
INSERT INTO unlogged SELECT i, 'volatile ' || i FROM generate_series(1, 100) AS i;

-- Inheritance: several levels, several parents, columns that are both inherited and one's own.
CREATE TABLE place (name text NOT NULL, population int CHECK (population >= 0));
CREATE TABLE capital (state char(2)) INHERITS (place);
CREATE TABLE harbour (name text, berths int DEFAULT 3);
CREATE TABLE harbour_capital (berths int DEFAULT 5, note text) INHERITS (capital, harbour);
CREATE TABLE joined_later (name text NOT NULL, population int, note text, CONSTRAINT place_population_check CHECK (population >= 0));
ALTER TABLE joined_later INHERIT place;
CREATE TABLE left_again (extra int) INHERITS (place);
ALTER TABLE left_again NO INHERIT place;
ALTER TABLE place ADD CONSTRAINT only_here CHECK (name <> 'nowhere') NO INHERIT;
INSERT INTO place VALUES ('Village', 12), ('Town', 3400);
INSERT INTO capital VALUES ('Capital', 1200000, 'CA');
INSERT INTO harbour VALUES ('Harbour', 4);
INSERT INTO harbour_capital VALUES ('Harbour Capital', 99, 'HC', 12, 'two parents');
INSERT INTO joined_later VALUES ('Joined', 5, 'a parent that came later');
INSERT INTO left_again VALUES ('Left', 6, 7);
INSERT INTO place (name) VALUES ('unknown population');
COMMENT ON TABLE place IS 'parent of several';
COMMENT ON COLUMN place.population IS 'people';

CREATE TYPE person AS (name text, born date);
CREATE TABLE of_type OF person (name WITH OPTIONS PRIMARY KEY, born DEFAULT '1970-01-01');
INSERT INTO of_type VALUES ('Ada', '1815-12-10');

CREATE TABLE stored (
    id bigint,
    plain text,
    main text,
    external text,
    extended text
) WITH (fillfactor = 70, autovacuum_enabled = off, toast_tuple_target = 256, toast.autovacuum_enabled = off, parallel_workers = 0);
ALTER TABLE stored
    ALTER COLUMN plain SET STORAGE PLAIN,
    ALTER COLUMN main SET STORAGE MAIN,
    ALTER COLUMN external SET STORAGE EXTERNAL,
    ALTER COLUMN extended SET STATISTICS 500,
    ALTER COLUMN extended SET (n_distinct = -0.5),
    ALTER COLUMN extended SET COMPRESSION pglz;
INSERT INTO stored
SELECT i, 'p' || i, repeat('main ', 200), repeat(md5(i::text), 200), repeat('extended ', 2000)
FROM generate_series(1, 10) AS i;
CREATE UNIQUE INDEX stored_id ON stored (id) INCLUDE (plain) WITH (fillfactor = 60);
CREATE INDEX stored_odd ON stored USING btree (lower(main) COLLATE "C" text_pattern_ops DESC NULLS LAST, id) WHERE id > 3;
ALTER INDEX stored_odd ALTER COLUMN 1 SET STATISTICS 300;
CREATE INDEX stored_hash ON stored USING hash (plain);
CREATE INDEX stored_brin ON stored USING brin (id) WITH (pages_per_range = 16, autosummarize = on);
CREATE UNIQUE INDEX stored_nulls ON stored (main, id) NULLS NOT DISTINCT;
ALTER TABLE stored CLUSTER ON stored_id;
COMMENT ON INDEX stored_odd IS 'partial, on an expression';

CREATE TABLE identified_by_index (a int NOT NULL, b int NOT NULL, c text);
CREATE UNIQUE INDEX identifying ON identified_by_index (b, a);
ALTER TABLE identified_by_index REPLICA IDENTITY USING INDEX identifying;
CREATE TABLE identified_in_full (a int);
ALTER TABLE identified_in_full REPLICA IDENTITY FULL;
CREATE TABLE identified_by_nothing (a int PRIMARY KEY);
ALTER TABLE identified_by_nothing REPLICA IDENTITY NOTHING;

-- A table access method that is not called heap.
CREATE ACCESS METHOD lifeboat_heap TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD lifeboat_heap IS 'heap, by another name';
CREATE TABLE of_another_access_method (id int, value text) USING lifeboat_heap;
INSERT INTO of_another_access_method SELECT i, 'row ' || i FROM generate_series(1, 50) AS i;

-- As many columns as one table may have.
SELECT format('CREATE TABLE wide (%s)', string_agg(format('c%s int', n), ', ' ORDER BY n))
FROM generate_series(1, 1600) AS n
\gexec
INSERT INTO wide (c1, c800, c1600) VALUES (1, 800, 1600);
