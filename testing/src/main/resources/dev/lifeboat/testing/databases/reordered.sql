-- Tables that joined their parents with columns in another order, which even PostgreSQL's own dump and restore does not
-- keep: it puts what is inherited first. The rows are the same, column name by column name. Loaded by psql.

CREATE TABLE parent (a int, b text, c date);
CREATE TABLE child (own text, c date, gone int, b text, a int);
ALTER TABLE child DROP COLUMN gone;
ALTER TABLE child INHERIT parent;
INSERT INTO parent SELECT i, 'parent ' || i, '2026-01-01' FROM generate_series(1, 10) AS i;
INSERT INTO child SELECT 'own ' || i, '2026-02-02', 'child ' || i, i FROM generate_series(1, 10) AS i;

-- A column that a parent got after its child had columns of its own.
CREATE TABLE grown (a int);
CREATE TABLE grown_child (own text) INHERITS (grown);
INSERT INTO grown_child VALUES (1, 'own');
ALTER TABLE grown ADD COLUMN later text DEFAULT 'later';
INSERT INTO grown_child VALUES (2, 'own', 'in time');
