-- For a database in SQL_ASCII: bytes that are no text in any one encoding, in rows and in names. Loaded by psql.

CREATE TABLE mixed (id int, "value" text, one "char");
INSERT INTO mixed SELECT i, convert_from(decode(lpad(to_hex(i), 2, '0'), 'hex'), 'SQL_ASCII'), (CASE WHEN i > 127 THEN i - 256 ELSE i END)::"char"
FROM generate_series(1, 255) AS i;
INSERT INTO mixed VALUES
    (1000, convert_from('\xff', 'SQL_ASCII')),
    (1001, convert_from('\xc328', 'SQL_ASCII')),
    (1002, convert_from('\xe2828c20ff20c3a9', 'SQL_ASCII')),
    (1003, convert_from('\x5cc3095c0aff5c2e', 'SQL_ASCII')),
    (1004, convert_from('\xeda080', 'SQL_ASCII')),
    (1005, convert_from('\x815c', 'SQL_ASCII')),
    (1006, repeat(convert_from('\xe90a095c', 'SQL_ASCII'), 50000)),
    (1007, NULL), (1008, '');
CREATE INDEX mixed_value ON mixed (left("value", 10));
-- Names of tables that are UTF-8 by their bytes; names that are not cannot be backed up, and a test of that makes them.
DO $$
BEGIN
    EXECUTE format('CREATE TABLE %I (%I text)', convert_from('\x636166c3a9', 'SQL_ASCII'), convert_from('\xf09f9aa3', 'SQL_ASCII'));
    EXECUTE format('INSERT INTO %I VALUES (%L)', convert_from('\x636166c3a9', 'SQL_ASCII'), convert_from('\xe9', 'SQL_ASCII'));
END
$$;
CREATE FUNCTION constant() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''plain''::text';
CREATE MATERIALIZED VIEW reversed AS SELECT id, encode("value"::bytea, 'hex') AS hex FROM mixed WHERE id < 92;
