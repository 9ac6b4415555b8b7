-- Values that are easily spoiled on their way. Loaded by psql.

CREATE SCHEMA values;
SET search_path = values;

CREATE TABLE texts (id int GENERATED ALWAYS AS IDENTITY, label text, value text);
INSERT INTO texts (label, value) VALUES
    ('null', NULL), ('empty', ''), ('space', ' '), ('null in words', 'NULL'), ('null of COPY', '\N'), ('end of COPY', '\.'),
    ('end of COPY in a line of its own', E'one\n\\.\ntwo'), ('backslash', '\'), ('backslashes', '\\\\'), ('escapes in words', '\t\n\r\x41\101'),
    ('tab', E'\t'), ('line feed', E'\n'), ('carriage return', E'\r'), ('both', E'\r\n'), ('vertical', E'\v\f\b'),
    ('quotes', '''"`'), ('dollar', '$$ $1 $tag$'), ('comma', ',;|'), ('statement', '''; DROP TABLE texts; --'),
    ('psql', E'\\restrict x\n\\q\n\\! true'), ('trailing', E'spaces  \t '), ('percent', '%s %d %% %n'),
    ('all of ASCII', (SELECT string_agg(chr(i), '' ORDER BY i) FROM generate_series(1, 127) AS i)),
    ('delete', chr(127)), ('latin', 'Ærøskøbing ß ÿ'), ('emoji', '🚣🏽‍♀️👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿'), ('right to left', 'שלום مرحبا ‮txt.exe‬'),
    ('combining', U&'e\0301 versus \00E9, Z\0351\0327'), ('non-characters', U&'\FFFE\FFFF\+01FFFE'), ('last character', U&'\+10FFFF'),
    ('byte order mark', U&'\FEFFtext'), ('separators', U&'\2028\2029\0085\00A0'), ('zero width', U&'a\200B\200D\2060b'),
    ('Chinese', '救生艇'), ('Cyrillic', 'спасательная шлюпка'), ('Thai', 'เรือชูชีพ');
INSERT INTO texts (label, value) SELECT 'character ' || i, chr(i) || '|' || chr(i) FROM generate_series(1, 1000) AS i WHERE i NOT BETWEEN 55296 AND 57343;

CREATE TABLE padded (fixed char(5), varying varchar(5), system_name name, one "char", none varchar);
INSERT INTO padded VALUES ('ab', 'ab', 'ab', 'a', ''), ('', '', '', '', NULL), ('     ', '     ', ' ', ' ', ' '),
    ('äöüßé', 'äöüßé', 'äöü', '\', '\'), (NULL, NULL, NULL, NULL, NULL), (E'a\tb', E'\n', E'\r\n', E'\t', E'\t');
-- Before 16 the text of a "char" above 127 is one byte, which a UTF8 database gives out but does not take in again.
SELECT :SERVER_VERSION_NUM >= 160000 AS safe_chars \gset
\if :safe_chars
INSERT INTO padded (one) SELECT i::"char" FROM generate_series(-128, 127) AS i;
\else
INSERT INTO padded (one) SELECT i::"char" FROM generate_series(0, 127) AS i;
\endif

CREATE TABLE bytes (id int, value bytea);
INSERT INTO bytes VALUES
    (1, NULL), (2, ''), (3, '\x00'), (4, '\x5c4e'), (5, '\xff'), (6, decode('0d0a092c2200', 'hex')),
    (7, (SELECT string_agg(decode(lpad(to_hex(i), 2, '0'), 'hex'), '' ORDER BY i) FROM generate_series(0, 255) AS i));

CREATE TABLE truths (id int, truth boolean, known boolean NOT NULL);
INSERT INTO truths VALUES (1, true, false), (2, false, true), (3, NULL, true);

CREATE TABLE numbers (id int, small smallint, normal int, big bigint, single real, "double" double precision, exact numeric, scaled numeric(20,5), price money);
INSERT INTO numbers VALUES
    (1, 32767, 2147483647, 9223372036854775807, 3.4028235e38, 1.7976931348623157e308, 'NaN', 99999999999999.99999, 92233720368547758.07),
    (2, -32768, -2147483648, -9223372036854775808, -3.4028235e38, -1.7976931348623157e308, 'Infinity', -99999999999999.99999, -92233720368547758.08),
    (3, 0, 0, 0, 1.17549435e-38, 2.2250738585072014e-308, '-Infinity', 0, 0),
    (4, NULL, NULL, NULL, '1e-45', '5e-324', 0.000000000000000000000000000001, NULL, NULL),
    (5, 1, 1, 1, 'NaN', 'NaN', '-0', 1, 1),
    (6, 1, 1, 1, 'Infinity', 'Infinity', 1.000, 1, 0.01),
    (7, 1, 1, 1, '-Infinity', '-Infinity', 1.0000000000, 1, -0.01),
    (8, 1, 1, 1, '-0', '-0', 123456789012345678901234567890.123456789, 1, 1),
    (9, 1, 1, 1, 0.1, 0.1, 1e131071, 1, 1),
    (10, 1, 1, 1, 1e10, 123456789.123456789, ('0.' || repeat('0', 16382) || '1')::numeric, 1, 1),
    (11, 1, 1, 1, 16777217, 9007199254740993, repeat('9', 5000)::numeric, 1, 1);
CREATE TABLE scales (negative numeric(3,-3), above numeric(3,5));
INSERT INTO scales VALUES (123456, 0.00999), ('NaN', 'NaN'), (NULL, NULL);

CREATE TABLE times (id int, day date, clock time, clock_zone timetz, at timestamp, instant timestamptz, span interval);
INSERT INTO times VALUES
    (1, '4713-01-01 BC', '00:00:00', '00:00:00+15:59:59', '4713-01-01 00:00:00 BC', '4713-01-02 00:00:00+00 BC', '-178000000 years'),
    (2, '5874897-12-31', '24:00:00', '24:00:00-15:59:59', '294276-12-31 23:59:59.999999', '294276-12-31 23:59:59.999999+00', '178000000 years'),
    (3, 'infinity', '23:59:59.999999', '12:00:00+05:45', 'infinity', 'infinity', '1 mon -1 day +00:00:00.000001'),
    (4, '-infinity', '12:34:56.7', '12:34:56.7-03:30', '-infinity', '-infinity', '00:00:00'),
    (5, '0001-01-01 BC', NULL, NULL, '0001-12-31 23:59:59 BC', '1900-01-01 00:00:00+00:19:32', '-1 years -2 mons +3 days -04:05:06.789'),
    (6, '2024-02-29', '02:30:00', '02:30:00+02', '2026-03-29 02:30:00', '2026-10-25 02:30:00+02', '2562047788:00:54.775807'),
    (7, NULL, NULL, NULL, NULL, NULL, NULL),
    (10, '4714-11-24 BC', '00:00:00.000001', '00:00:00-15:59:59', '4714-11-24 00:00:00 BC', '4714-11-24 00:00:00+00 BC', '-2562047788:00:54.775807');
SELECT :SERVER_VERSION_NUM >= 170000 AS infinite_intervals \gset
\if :infinite_intervals
INSERT INTO times (id, span) VALUES (8, 'infinity'), (9, '-infinity');
\endif
CREATE TABLE parts_of_times (months interval year to month, seconds interval second(2), clock time(0), at timestamptz(3));
INSERT INTO parts_of_times VALUES ('1 year 2 months', '3.456', '12:34:56.7', '2026-11-22 12:34:56.789012+00');

CREATE TABLE documents (id int, loose json, tight jsonb, path jsonpath, markup xml);
INSERT INTO documents VALUES
    (1, '{"a": 1, "a": 2,  "b" : [ ]}', '{"a": 1, "a": 2,  "b" : [ ]}', '$.a[*] ? (@ > 1 && @.b starts with "x")', '<a b="c">text &amp; <!-- comment --></a>'),
    (2, '"\u0000\ud83d\udea3\u00e9"', '"\ud83d\udea3\u00e9\\u0000\\\"\/"', 'strict $."odd key"', 'content only &amp; <?pi here?>'),
    (3, 'null', 'null', '$', ''),
    (4, ' [1e400, -0, 0.10, 1E+2] ', '[12345678901234567890.12345678901234567890, -0, 0.10, 1e3]', 'lax $.** .keyvalue()', '<![CDATA[<]]>'),
    (5, '""', '""', '$.a.type()', NULL),
    (6, NULL, NULL, NULL, '<é>🚣</é>'),
    (7, E'{"tab\\t": "line\\n", \n "x"\t: "\\\\"}', E'{"tab\\t": "line\\n", "": {"": [[], {}, null, true]}}', '$[last]', E'<a>\n\t</a>');

CREATE TABLE searches (id int, words tsvector, query tsquery);
INSERT INTO searches VALUES
    (1, 'fat:1A,2B cat:3C "it''s":4 back\\slash:16383', 'fat & (cat | !rat:AB*) <-> sat <3> mat'), (2, '', ''), (3, NULL, NULL),
    (4, $$'with space' 'with ''quote''' '🚣'$$, $$'with space' & '''quoted'''$$);

CREATE TABLE bits (id int, fixed bit(5), varying bit varying, limited bit varying(3));
INSERT INTO bits VALUES (1, B'10101', B'', B'1'), (2, B'00000', repeat('10', 500)::bit varying, B'000'), (3, NULL, NULL, NULL);

CREATE TABLE shapes (id int, p point, l line, s lseg, b box, open_path path, g polygon, c circle);
INSERT INTO shapes VALUES
    (1, '(1,2)', '{1,-1,0}', '[(0,0),(1,1)]', '(3,4),(1,2)', '[(0,0),(1,1),(2,0)]', '((0,0),(1,1),(2,0))', '<(0,0),5>'),
    (2, '(NaN,Infinity)', '{0,1,-1e300}', '[(-0,-Infinity),(1e-300,0.1)]', '(Infinity,0),(-Infinity,-0)', '((0,0))', '((0.1,0.2))', '<(1e300,NaN),0>'),
    (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE addresses (id int, host inet, net cidr, mac macaddr, long_mac macaddr8, unique_id uuid);
INSERT INTO addresses VALUES
    (1, '192.168.0.1/24', '192.168.0.0/24', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', '00000000-0000-0000-0000-000000000000'),
    (2, '::ffff:1.2.3.4', '::/0', 'ff:ff:ff:ff:ff:ff', 'ff:ff:ff:ff:ff:ff:ff:ff', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    (3, '2001:db8::1/64', '10.0.0.0/8', '00:00:00:00:00:00', NULL, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), (4, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE system_types (
    id int, object oid, vector oidvector, small_vector int2vector, transaction xid, long_transaction xid8, command cid, tuple tid,
    wal pg_lsn, snapshot pg_snapshot, old_snapshot txid_snapshot, class regclass, function regprocedure, type regtype, role regrole,
    namespace regnamespace, config regconfig, operator regoperator, collation_ regcollation, privilege aclitem, privileges aclitem[], cursor refcursor
);
INSERT INTO system_types VALUES
    (1, 4294967295, '1 2 4294967295', '-32768 0 32767', '4294967295', '18446744073709551615', '4294967295', '(4294967295,65535)',
     'FFFFFFFF/FFFFFFFF', '10:20:10,14,15', '10:20:10,14,15', 'pg_class', 'lower(text)', 'timestamp with time zone', 'postgres',
     'pg_catalog', 'english', '+(integer,integer)', '"C"', 'postgres=arwdDxt/postgres', '{=r/postgres,postgres=arwdDxt/postgres}', 'cursor'),
    (2, 0, '', '', '0', '0', '0', '(0,0)', '0/0', '10:10:', '10:10:', '-', '-', '-', '-', '-', '-', '0', '-', NULL, '{}', ''),
    (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE ranges (id int, i int4range, b int8range, n numrange, d daterange, t tsrange, z tstzrange, many nummultirange);
INSERT INTO ranges VALUES
    (1, '[1,5]', '(,9223372036854775807)', '(-Infinity,NaN]', '[-infinity,infinity]', '["0044-03-15 00:00:00 BC",)', '(,)', '{(,1),[2,2],(3,)}'),
    (2, 'empty', 'empty', 'empty', 'empty', 'empty', 'empty', '{}'), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE multiranges (id int, b int8multirange, d datemultirange, t tsmultirange, z tstzmultirange, several int8multirange[]);
INSERT INTO multiranges VALUES
    (1, '{(,-9223372036854775808],[9223372036854775806,)}', '{[-infinity,"0044-03-15 BC"),[infinity,infinity]}',
     '{(,"4714-11-25 00:00:00 BC"),["294276-12-31 23:59:59.999999",infinity]}', '{(,)}', '[-1:0]={"{[1,2),[3,4)}",NULL}'),
    (2, '{}', '{}', '{}', '{}', '{}'), (3, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE arrays (id int, texts text[], ints int[], bytes bytea[], instants timestamptz[], docs jsonb[], bools boolean[]);
INSERT INTO arrays VALUES
    (1, ARRAY['', NULL, 'NULL', '{}', '"', '\', ',', ' x ', E'\n\t', '\N', '🚣'], '[-2147483648:-2147483647]={1,2}', ARRAY['\x00'::bytea, '', '\x5c2c'], '{infinity,"2026-01-01 00:00:00+00"}', ARRAY['{"a": "b\\c"}'::jsonb, 'null'], '{t,f,NULL}'),
    (2, '{}', '{}', '{}', '{}', '{}', '{}'), (3, NULL, NULL, NULL, NULL, NULL, NULL),
    (4, '[0:0][2:3]={{a,b}}', '{{{1,2},{3,NULL}},{{5,6},{7,8}}}', NULL, NULL, NULL, NULL);

-- Wide values: compressed in line, compressed out of line, out of line as they are, many chunks.
CREATE TABLE wide (id int PRIMARY KEY, label text, value text, raw bytea);
ALTER TABLE wide ALTER COLUMN raw SET STORAGE EXTERNAL;
CREATE FUNCTION noise(seed int, chunks int) RETURNS text IMMUTABLE LANGUAGE sql
    RETURN (SELECT string_agg(md5(seed || ':' || i), '' ORDER BY i) FROM generate_series(1, chunks) AS i);
INSERT INTO wide VALUES
    (1, 'compressed in line', repeat('a', 5000), NULL),
    (2, 'compressed out of line', repeat(noise(2, 40), 200), NULL),
    (3, 'out of line', noise(3, 1000), decode(noise(4, 1000), 'hex')),
    (4, 'many chunks', noise(5, 100000), decode(noise(6, 50000), 'hex')),
    (5, 'at the threshold', repeat('b', 1996), decode(repeat('00', 1996), 'hex')),
    (6, 'newlines and tabs', repeat(E'\t\n\\', 100000), decode(repeat('0a5c09', 100000), 'hex'));
UPDATE wide SET label = label || ', updated' WHERE id = 3;
SELECT 'lz4' = ANY (enumvals) AS lz4 FROM pg_settings WHERE name = 'default_toast_compression' \gset
\if :lz4
CREATE TABLE wide_lz4 (id int, value text COMPRESSION lz4);
INSERT INTO wide_lz4 SELECT id, value FROM wide;
\endif
