-- For a database in LATIN1: every character that it has, in rows, names and comments. Loaded by psql.

CREATE TABLE characters (code int, value text, fixed char(3));
INSERT INTO characters SELECT i, convert_from(decode(lpad(to_hex(i), 2, '0'), 'hex'), 'LATIN1'), convert_from(decode(lpad(to_hex(i), 2, '0'), 'hex'), 'LATIN1')
FROM generate_series(1, 255) AS i;
INSERT INTO characters VALUES (1000, repeat(convert_from('\xe9e8fc', 'LATIN1'), 20000), NULL), (1001, '', ''), (1002, NULL, NULL);
DO $$
BEGIN
    EXECUTE format('CREATE TABLE %I (%I text)', convert_from('\x636166e9', 'LATIN1'), convert_from('\xdf20ff', 'LATIN1'));
    EXECUTE format('INSERT INTO %I VALUES (%L)', convert_from('\x636166e9', 'LATIN1'), convert_from('\xa3a5a7', 'LATIN1'));
    EXECUTE format('COMMENT ON TABLE %I IS %L', convert_from('\x636166e9', 'LATIN1'), convert_from('\x6e61efef', 'LATIN1'));
    EXECUTE format('CREATE TYPE shade AS ENUM (%L, %L)', convert_from('\x6772fc6e', 'LATIN1'), convert_from('\x73fc64', 'LATIN1'));
END
$$;
CREATE TABLE shaded (shade shade);
INSERT INTO shaded SELECT unnest(enum_range(NULL::shade));
