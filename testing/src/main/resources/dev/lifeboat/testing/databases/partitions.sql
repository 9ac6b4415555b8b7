-- Partitioned tables. Loaded by psql.

CREATE SCHEMA partitions;
CREATE SCHEMA partitions_elsewhere;
SET search_path = partitions;

-- Three levels: range by month, list by country, hash.
CREATE TABLE event (
    id bigint NOT NULL,
    at timestamptz NOT NULL,
    country text,
    payload jsonb DEFAULT '{}',
    PRIMARY KEY (id, at),
    CHECK (id > 0)
) PARTITION BY RANGE (at);
ALTER TABLE event DROP CONSTRAINT event_pkey;
CREATE TABLE event_2026_01 PARTITION OF event FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2026-02-01 00:00+00')
    PARTITION BY LIST (country);
CREATE TABLE event_2026_01_fr PARTITION OF event_2026_01 FOR VALUES IN ('FR', 'BE', NULL);
CREATE TABLE event_2026_01_de PARTITION OF event_2026_01 FOR VALUES IN ('DE') PARTITION BY HASH (id);
CREATE TABLE event_2026_01_de_0 PARTITION OF event_2026_01_de FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE event_2026_01_de_1 PARTITION OF event_2026_01_de FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE partitions_elsewhere.event_2026_01_de_3 PARTITION OF event_2026_01_de FOR VALUES WITH (MODULUS 4, REMAINDER 3);
CREATE TABLE event_2026_01_other PARTITION OF event_2026_01 DEFAULT;
CREATE TABLE event_2026_02 PARTITION OF event FOR VALUES FROM ('2026-02-01 00:00+00') TO ('2026-03-01 00:00+00');
CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (MINVALUE) TO ('2020-01-01 00:00+00');
CREATE TABLE event_default PARTITION OF event DEFAULT;
CREATE UNLOGGED TABLE event_unlogged (id bigint NOT NULL, at timestamptz NOT NULL, country text, payload jsonb, CONSTRAINT event_id_check CHECK (id > 0));
ALTER TABLE event ATTACH PARTITION event_unlogged FOR VALUES FROM ('2026-03-01 00:00+00') TO ('2026-04-01 00:00+00');

INSERT INTO event
SELECT i, timestamptz '2025-12-20 00:00+00' + i * interval '3 hours', (ARRAY['FR', 'DE', 'BE', 'IT', NULL])[1 + i % 5],
       jsonb_build_object('i', i)
FROM generate_series(1, 1000) AS i;
INSERT INTO event VALUES (5000, '1999-12-31 00:00+00', 'DE');

CREATE INDEX event_at ON event (at DESC, country);
CREATE INDEX event_only ON ONLY event (payload);
CREATE INDEX event_2026_02_payload ON event_2026_02 (payload);
ALTER INDEX event_only ATTACH PARTITION event_2026_02_payload;
ALTER TABLE event_2026_02 ALTER COLUMN payload SET DEFAULT '{"february": true}';
ALTER TABLE event_old ALTER COLUMN country SET NOT NULL;
COMMENT ON TABLE event IS 'three levels of partitions';
COMMENT ON COLUMN event_2026_02.payload IS 'a leaf''s own comment';

-- Leaves whose columns stand in another order, and leaves with dropped columns.
CREATE TABLE reading (sensor int, day date, value numeric, note text) PARTITION BY RANGE (day, sensor);
CREATE TABLE reading_reordered (note text, value numeric, day date, sensor int);
CREATE TABLE reading_dropped (gone1 int, sensor int, gone2 text, day date, value numeric, gone3 int, note text);
ALTER TABLE reading_dropped DROP COLUMN gone1, DROP COLUMN gone2, DROP COLUMN gone3;
ALTER TABLE reading ATTACH PARTITION reading_reordered FOR VALUES FROM ('2026-01-01', MINVALUE) TO ('2026-06-01', 10);
ALTER TABLE reading ATTACH PARTITION reading_dropped FOR VALUES FROM ('2026-06-01', 10) TO ('2026-12-01', MAXVALUE);
ALTER TABLE reading ADD COLUMN gone_from_all int DEFAULT 1;
ALTER TABLE reading DROP COLUMN gone_from_all;
ALTER TABLE reading ADD COLUMN late text DEFAULT 'late';
INSERT INTO reading SELECT i % 20, date '2026-01-01' + i, i * 1.5, 'note ' || i, 'in time' FROM generate_series(0, 300) AS i;
INSERT INTO reading VALUES (9, '2026-06-01', 1, 'last of its partition'), (10, '2026-06-01', 1, 'first of its partition');

-- A detached one is a table of its own.
CREATE TABLE reading_detached PARTITION OF reading FOR VALUES FROM ('2027-01-01', MINVALUE) TO ('2027-12-01', MINVALUE);
INSERT INTO reading VALUES (1, '2027-03-03', 3, 'detached');
ALTER TABLE reading DETACH PARTITION reading_detached;

-- By the hash of an enum: where a row belongs depends on OIDs that a restore changes.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'manic', 'numb', 'curious');
CREATE TABLE feeling (who int, mood mood) PARTITION BY HASH (mood);
SELECT format('CREATE TABLE feeling_%1$s PARTITION OF feeling FOR VALUES WITH (MODULUS 5, REMAINDER %1$s)', n)
FROM generate_series(0, 4) AS n
\gexec
INSERT INTO feeling SELECT i, (enum_range(NULL::mood))[1 + i % 6] FROM generate_series(1, 600) AS i;

-- The same one level down.
CREATE TABLE feeling_by_year (year int, mood mood) PARTITION BY LIST (year);
CREATE TABLE feeling_2026 PARTITION OF feeling_by_year FOR VALUES IN (2026) PARTITION BY HASH (mood);
CREATE TABLE feeling_2026_0 PARTITION OF feeling_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE feeling_2026_1 PARTITION OF feeling_2026 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE feeling_2027 PARTITION OF feeling_by_year FOR VALUES IN (2027);
INSERT INTO feeling_by_year SELECT 2026 + i % 2, (enum_range(NULL::mood))[1 + i % 6] FROM generate_series(1, 120) AS i;

CREATE TABLE by_mood (mood mood, n int) PARTITION BY LIST (mood);
CREATE TABLE by_mood_good PARTITION OF by_mood FOR VALUES IN ('happy', 'ok');
CREATE TABLE by_mood_rest PARTITION OF by_mood DEFAULT;
INSERT INTO by_mood SELECT (enum_range(NULL::mood))[1 + i % 6], i FROM generate_series(1, 60) AS i;

-- By expressions, with no partition at all, and as a target of foreign keys.
CREATE TABLE by_expression (id int, name text) PARTITION BY LIST (lower(left(name, 1)));
CREATE TABLE by_expression_a PARTITION OF by_expression FOR VALUES IN ('a', 'ä', '''');
CREATE TABLE by_expression_rest PARTITION OF by_expression DEFAULT;
INSERT INTO by_expression VALUES (1, 'Anna'), (2, 'Änne'), (3, 'Bert'), (4, NULL), (5, '''quoted');
CREATE TABLE without_partitions (id int, at date) PARTITION BY RANGE (at);

CREATE TABLE account (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE account_low PARTITION OF account FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE account_high PARTITION OF account FOR VALUES FROM (100) TO (MAXVALUE);
CREATE TABLE booking (
    id int,
    account int REFERENCES account DEFERRABLE INITIALLY DEFERRED,
    day date,
    PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);
CREATE TABLE booking_2026 PARTITION OF booking FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO account SELECT i, 'account ' || i FROM generate_series(1, 200) AS i;
INSERT INTO booking SELECT i, i, '2026-05-05' FROM generate_series(1, 200) AS i;

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE INSERT ON booking FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE booking_2026 DISABLE TRIGGER touch;

SELECT :SERVER_VERSION_NUM >= 170000 AS identity_in_partitions \gset
\if :identity_in_partitions
CREATE TABLE numbered (id bigint GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 10), at date) PARTITION BY RANGE (at);
CREATE TABLE numbered_2026 PARTITION OF numbered FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO numbered (at) SELECT '2026-01-01' FROM generate_series(1, 5);
\endif
