-- Constraints of every kind, statistics objects. Loaded by psql.

CREATE SCHEMA constraints;
SET search_path = constraints;

CREATE TABLE parent (id int PRIMARY KEY, a int, b int, UNIQUE (a, b), UNIQUE NULLS NOT DISTINCT (b));
INSERT INTO parent VALUES (1, 10, 100), (2, 20, 200), (3, 30, NULL);

CREATE TABLE child (
    id int CONSTRAINT "the Key" PRIMARY KEY DEFERRABLE INITIALLY DEFERRED,
    parent int CONSTRAINT to_parent REFERENCES parent ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    a int DEFAULT 10,
    b int,
    FOREIGN KEY (a, b) REFERENCES parent (a, b) MATCH FULL ON DELETE SET DEFAULT,
    CONSTRAINT in_bounds CHECK (a IS NULL OR a < 1000),
    UNIQUE (a, id) DEFERRABLE
);
ALTER TABLE child ADD CONSTRAINT some_columns FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE SET NULL (b);
INSERT INTO child VALUES (1, 1, 10, 100), (2, 2, 20, 200), (3, NULL, NULL, NULL);
COMMENT ON CONSTRAINT to_parent ON child IS 'deferred';

-- Rows that a constraint came too late for.
CREATE TABLE too_late (id int, parent int);
INSERT INTO too_late VALUES (1, 1), (2, 999), (-3, 888);
ALTER TABLE too_late ADD CONSTRAINT not_valid_check CHECK (id > 0) NOT VALID;
ALTER TABLE too_late ADD CONSTRAINT not_valid_key FOREIGN KEY (parent) REFERENCES parent NOT VALID;

-- Foreign keys in a circle, to oneself, and both ways between two tables.
CREATE TABLE employee (id int PRIMARY KEY, boss int REFERENCES employee, department int NOT NULL);
CREATE TABLE department (id int PRIMARY KEY, head int NOT NULL REFERENCES employee DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE employee ADD FOREIGN KEY (department) REFERENCES department DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO employee VALUES (3, NULL, 1), (1, 3, 1), (2, 1, 1);
INSERT INTO department VALUES (1, 3);
COMMIT;
CREATE TABLE circle_1 (id int PRIMARY KEY, next int);
CREATE TABLE circle_2 (id int PRIMARY KEY, next int REFERENCES circle_1);
CREATE TABLE circle_3 (id int PRIMARY KEY, next int REFERENCES circle_2);
INSERT INTO circle_1 SELECT i, i FROM generate_series(1, 100) AS i;
INSERT INTO circle_2 SELECT i, i FROM generate_series(1, 100) AS i;
INSERT INTO circle_3 SELECT i, i FROM generate_series(1, 100) AS i;
ALTER TABLE circle_1 ADD FOREIGN KEY (next) REFERENCES circle_3;

CREATE TABLE excluded (
    id int,
    during daterange,
    spot point,
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (id > 0) DEFERRABLE,
    EXCLUDE USING btree (id WITH =)
);
INSERT INTO excluded VALUES (1, '[2026-01-01,2026-02-01)', '(1,1)'), (2, '[2026-02-01,2026-03-01)', '(2,2)'), (-1, '[2026-01-01,2026-03-01)', NULL);
CREATE INDEX excluded_spot ON excluded USING spgist (spot);

-- A check that calls a function which reads another table. PostgreSQL asks for NOT VALID here, as it would otherwise be
-- checked while the other table's rows may not have come back yet.
CREATE FUNCTION known(int) RETURNS boolean LANGUAGE plpgsql STABLE AS
    $$ BEGIN RETURN $1 IS NULL OR EXISTS (SELECT FROM constraints.parent WHERE id = $1); END $$;
CREATE TABLE checked_by_function (parent int);
INSERT INTO checked_by_function VALUES (1), (NULL);
ALTER TABLE checked_by_function ADD CONSTRAINT parent_is_known CHECK (known(parent)) NOT VALID;

SELECT :SERVER_VERSION_NUM >= 180000 AS at_least_18 \gset
\if :at_least_18
CREATE TABLE not_enforced (
    id int CONSTRAINT named_not_null NOT NULL,
    parent int,
    CONSTRAINT loose CHECK (id > 100) NOT ENFORCED,
    CONSTRAINT loose_key FOREIGN KEY (parent) REFERENCES parent NOT ENFORCED
);
INSERT INTO not_enforced VALUES (1, 999);
CREATE TABLE null_too_late (id int);
INSERT INTO null_too_late VALUES (NULL), (1);
ALTER TABLE null_too_late ADD CONSTRAINT not_valid_null NOT NULL id NOT VALID;
CREATE TABLE price_in_time (ids int4range, during daterange, PRIMARY KEY (ids, during WITHOUT OVERLAPS));
INSERT INTO price_in_time VALUES ('[1,2)', '[2026-01-01,2026-02-01)'), ('[1,2)', '[2026-02-01,2026-03-01)');
\endif

CREATE TABLE observed (a int, b int, c text, d timestamp);
INSERT INTO observed SELECT i, i % 10, 'c' || i % 10, '2026-01-01' FROM generate_series(1, 1000) AS i;
CREATE STATISTICS observed_ab (ndistinct, dependencies, mcv) ON a, b FROM observed;
CREATE STATISTICS "Odd Statistics" ON (a + b), date_trunc('day', d) FROM observed;
CREATE STATISTICS observed_one ON (lower(c)) FROM observed;
ALTER STATISTICS observed_ab SET STATISTICS 1000;
COMMENT ON STATISTICS observed_ab IS 'what goes together';
ANALYZE observed;
