-- For a database whose default collation is ICU's for German telephone books: it decides on the order of indexes, on
-- partitions by range of text, and on what a materialized view selects. Loaded by psql.

CREATE TABLE name (name text PRIMARY KEY, folded text COLLATE "C");
INSERT INTO name SELECT n, n FROM unnest(ARRAY['Aal', 'Ärger', 'Aerger', 'Apfel', 'Zebra', 'zebra', 'Öl', 'Oel', 'Ofen', 'ß', 'ss', 'ä', '🚣']) AS n;
CREATE TABLE by_letter (name text) PARTITION BY RANGE (name);
CREATE TABLE by_letter_low PARTITION OF by_letter FOR VALUES FROM (MINVALUE) TO ('Af');
CREATE TABLE by_letter_high PARTITION OF by_letter FOR VALUES FROM ('Af') TO (MAXVALUE);
INSERT INTO by_letter SELECT name FROM name;
CREATE MATERIALIZED VIEW first_names AS SELECT name FROM name ORDER BY name LIMIT 4;
