-- For a database in EUC_JP: two-byte kanji, half-width katakana (8E..), three-byte JIS X 0212 (8F....), in rows, names
-- and comments. Loaded by psql.

CREATE TABLE words (id int, value text, fixed char(4));
INSERT INTO words VALUES
    (1, convert_from('\xb5dfcccec4fa', 'EUC_JP'), convert_from('\xb5df', 'EUC_JP')),
    (2, convert_from('\x8eb18eb28eb3', 'EUC_JP'), convert_from('\x8eb1', 'EUC_JP')),
    (3, convert_from('\x8fb0a1', 'EUC_JP'), NULL),
    (4, convert_from('\xa4a2095ca4a40aa4a6', 'EUC_JP'), ''),
    (5, repeat(convert_from('\xc6fccbdc', 'EUC_JP'), 20000), NULL),
    (6, 'plain', 'p'), (7, NULL, NULL), (8, '', '');
-- All of the first rows of JIS X 0208 that have characters in every cell.
INSERT INTO words
SELECT 1000 + high * 100 + low, convert_from(decode(to_hex(high) || to_hex(low), 'hex'), 'EUC_JP'), NULL
FROM generate_series(x'b0'::int, x'ce'::int) AS high, generate_series(x'a1'::int, x'fe'::int) AS low;
DO $$
BEGIN
    EXECUTE format('CREATE TABLE %I (%I text)', convert_from('\xb5dfcccec4fa', 'EUC_JP'), convert_from('\xcdf3', 'EUC_JP'));
    EXECUTE format('INSERT INTO %I VALUES (%L)', convert_from('\xb5dfcccec4fa', 'EUC_JP'), convert_from('\xc3cd', 'EUC_JP'));
    EXECUTE format('COMMENT ON TABLE %I IS %L', convert_from('\xb5dfcccec4fa', 'EUC_JP'), convert_from('\xc0e2ccc0', 'EUC_JP'));
END
$$;
